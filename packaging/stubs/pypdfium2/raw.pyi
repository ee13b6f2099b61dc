# What the program uses of PDFium's own interface.
FPDF_ERR_PASSWORD: int

def FPDF_GetLastError() -> int: ...  # noqa: N802  # PDFium names it
