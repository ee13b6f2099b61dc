"""The name that an office's server goes by, whatever its address."""


def office_host(office: bytes) -> str:
    """Return the DNS name in the certificate of the server of ``office`` (its id, 16 bytes).

    Laptops check this name, told to the server as SNI, and never the address they called.
    """
    return f"{office.hex()}.office.asi"
