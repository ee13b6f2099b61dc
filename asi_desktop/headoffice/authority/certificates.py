"""The private certificate authority, and the server's certificate: what laptops pin, named after the office.

Laptops judge dates by head office's signed time, so certificates last; keys are on P-256, since the verifiers
refuse Ed25519 in the leaf.
"""

from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from asi_desktop.domain.clock import instant
from asi_desktop.protocol.naming import office_host

_EARLIER = timedelta(days=1)
_LASTS = timedelta(days=50 * 365)


class Certificates:
    """The certificate authority of one office, made at its founding."""

    def __init__(self, office: bytes, now_ms: int) -> None:
        self._office = office
        self._begins = instant(now_ms) - _EARLIER
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"ASI {office.hex()[:16]}")])
        self._certificate = self._made_authority()

    @property
    def authority(self) -> bytes:
        """The authority's certificate, DER."""
        return self._certificate.public_bytes(Encoding.DER)

    @property
    def authority_key(self) -> bytes:
        """The authority's private key: PKCS #8, DER."""
        return self._key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())

    def server(self) -> bytes:
        """Return a new certificate of the office's server and its private key, PEM."""
        key = ec.generate_private_key(ec.SECP256R1())
        host = office_host(self._office)
        builder = (
            self._builder(key.public_key())
            .subject_name(x509.Name([]))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=True)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(_usage(signs_certificates=False), critical=True)
        )
        certificate = builder.sign(self._key, SHA256())
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return certificate.public_bytes(Encoding.PEM) + private

    def _made_authority(self) -> x509.Certificate:
        builder = (
            self._builder(self._key.public_key())
            .subject_name(self._name)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs_certificates=True), critical=True)
        )
        return builder.sign(self._key, SHA256())

    def _builder(self, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self._begins)
            .not_valid_after(self._begins + _LASTS)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False
            )
        )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
