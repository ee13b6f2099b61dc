"""Finds out who asks: the device's signature, its place in the directory, and a token that is not stale."""

from dataclasses import dataclass

from asi_desktop.crypto.control import DirectoryView
from asi_desktop.crypto.identity import verified
from asi_desktop.headoffice.relay.tokens import Tokens
from asi_desktop.protocol import OLDEST_VERSION, VERSION
from asi_desktop.protocol.exchange import Exchange, Fault, Request, Wait
from asi_desktop.protocol.stream import request_read


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came: ``signature`` is said to be over ``signed``."""

    request: Request
    signed: bytes
    signature: bytes


def asked(body: bytes) -> Asked:
    """Return the request in ``body``; raises Undecodable."""
    return Asked(*request_read(body))


def version_fault(request: Request) -> Fault | None:
    """Return the fault of a program that is too old or too new to be answered."""
    if OLDEST_VERSION <= request.version <= VERSION:
        return None
    return Fault(last=True, code="update_required")


def stranger_fault(
    asked: Asked, request: Exchange | Wait, view: DirectoryView, tokens: Tokens, *, now_ms: int
) -> Fault | None:
    """Return why the sender is not answered, None for an enrolled laptop that signed over a fresh token.

    Who cannot sign for the device learns nothing about it beyond whether it exists.
    """
    public = view.sign_key(request.device)
    if public is None:
        return Fault(last=True, code="unknown_device")
    if not verified(public, asked.signed, asked.signature):
        return Fault(last=True, code="refused")
    person = view.person_of(request.device)
    if request.device in view.revoked or person is None or not person.active:
        return Fault(last=True, code="removed")
    if not tokens.fresh(request.token, request.device, now_ms):
        return Fault(last=True, code="stale", token=tokens.issue(request.device, now_ms))
    return None


def newcomer_fault(asked: Asked, sign: bytes) -> Fault | None:
    """Return the fault of an enrolment that the new laptop's own key (``sign``) did not sign."""
    return None if verified(sign, asked.signed, asked.signature) else Fault(last=True, code="refused")
