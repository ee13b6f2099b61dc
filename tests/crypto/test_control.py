"""Nobody is on staff, enrolled or in a space but by the exact chain from the root's key."""

from dataclasses import dataclass, field

import msgspec
import pytest

from asi_desktop.crypto.control import (
    BadControl,
    Body,
    DirectoryView,
    NotYetKnown,
    entry,
    folded,
    signed,
    verify_control,
)
from asi_desktop.crypto.identity import DeviceKeys, SigningKey
from asi_desktop.protocol.control import (
    BODIES,
    Control,
    Device,
    Epoch,
    Grant,
    Member,
    MemberRemoved,
    Membership,
    Office,
    Person,
    Post,
    Revoked,
    Signature,
    Space,
    directory_space,
    key_check,
)
from asi_desktop.protocol.packing import packed

OFFICE, PERSON, HOME, NETWORK = b"o" * 16, b"p" * 16, b"h" * 16, b"n" * 16
DIRECTORY = directory_space(OFFICE)


@dataclass
class Chain:
    """An office with one post and one enrolled laptop, and the keys to go on from there."""

    root: SigningKey = field(default_factory=SigningKey.generate)
    administrator: SigningKey = field(default_factory=SigningKey.generate)
    relay: SigningKey = field(default_factory=SigningKey.generate)
    invitation: SigningKey = field(default_factory=SigningKey.generate)
    laptop: DeviceKeys = field(default_factory=DeviceKeys.generate)

    def office(self, administrator: SigningKey | None = None, root: SigningKey | None = None) -> Office:
        """Return the office's own entry."""
        named, top = administrator or self.administrator, root or self.root
        return Office(OFFICE, "Centrale", top.public, named.public, self.relay.public, b"DER", 1)

    def grant(self, *memberships: Membership, **changed: object) -> Grant:
        """Return what the administrator grants to the invitation, with some fields changed."""
        opened = memberships or (Membership(HOME, False), Membership(NETWORK, True))
        grant = Grant(OFFICE, self.invitation.public, PERSON, "A", opened, 9)
        return msgspec.structs.replace(grant, **changed)

    def device(
        self, grant: Grant | None = None, by: SigningKey | None = None, laptop: DeviceKeys | None = None
    ) -> Device:
        """Return the laptop's entry under ``grant``, granted ``by``."""
        granted, signer, keys = grant or self.grant(), by or self.administrator, laptop or self.laptop
        signature = Signature(signer.public, signer.sign(granted.signed_part()))
        return Device(keys.device, keys.sign_public, keys.wrap_public, granted, signature)

    def people(self) -> list[Control]:
        """Return the directory before any laptop."""
        return [
            entry(DIRECTORY, self.office(), self.root),
            self.ruled(DIRECTORY, Post("PCV", "Port-Carvel", ("XA",), HOME)),
            self.ruled(DIRECTORY, Space(HOME, "Port-Carvel", "home", "PCV")),
            self.ruled(DIRECTORY, Space(NETWORK, "Réseau", "network", "HQ")),
            self.ruled(DIRECTORY, Person(PERSON, "h.marchand", "H. Marchand", "ASI", "PCV", True)),
        ]

    def enrolment(self) -> list[Control]:
        """Return the laptop's entries: in the directory and in its two spaces."""
        return [
            entry(DIRECTORY, self.device(), self.invitation, self.laptop.signing),
            self.joined(HOME, read_only=False),
            self.joined(NETWORK, read_only=True),
        ]

    def ruled(self, space: bytes, body: Body) -> Control:
        """Return an entry that the administrator signs."""
        return entry(space, body, self.administrator)

    def joined(self, space: bytes, *, read_only: bool) -> Control:
        """Return the laptop's own entry into ``space``, signed with its invitation's key."""
        return entry(space, Member(self.laptop.device, PERSON, read_only), self.invitation)

    def view(self, *entries: Control) -> DirectoryView:
        """Return the view after the whole enrolment and ``entries``."""
        start = DirectoryView.of(OFFICE, self.root.public)
        return folded(start, [*self.people(), *self.enrolment(), *entries])


CHAIN = Chain()
PEOPLE = folded(DirectoryView.of(OFFICE, CHAIN.root.public), CHAIN.people())
VIEW = CHAIN.view()
STRANGER = SigningKey.generate()


def refused(control: Control, view: DirectoryView, reason: str) -> None:
    with pytest.raises(BadControl) as bad:
        verify_control(control, view)
    assert bad.value.details == {"kind": control.kind, "reason": reason}
    with pytest.raises(BadControl):
        folded(view, [control])


def test_the_whole_chain_gives_a_laptop_its_person_and_its_spaces() -> None:
    device = CHAIN.laptop.device
    person = VIEW.person_of(device)
    assert person is not None
    assert (person.login, person.role) == ("h.marchand", "ASI")
    assert VIEW.office == CHAIN.office()
    assert (VIEW.relay, VIEW.administrator) == (CHAIN.relay.public, CHAIN.administrator.public)
    assert VIEW.posts["PCV"].home == HOME
    assert VIEW.spaces[NETWORK].purpose == "network"
    assert VIEW.spaces_of(device) == (HOME, NETWORK)
    assert VIEW.sign_key(device) == CHAIN.laptop.sign_public
    assert VIEW.may_read(HOME, device)
    assert VIEW.may_write(HOME, device)
    assert VIEW.may_read(NETWORK, device)
    assert not VIEW.may_write(NETWORK, device)
    assert VIEW.may_read(DIRECTORY, device)


def test_a_stranger_is_nobody_and_reads_nothing() -> None:
    assert VIEW.person_of(b"x" * 16) is None
    assert VIEW.sign_key(b"x" * 16) is None
    assert VIEW.member(HOME, b"x" * 16) is None
    assert not VIEW.may_read(HOME, b"x" * 16)
    assert not VIEW.may_read(DIRECTORY, b"x" * 16)
    assert VIEW.spaces_of(b"x" * 16) == ()


def test_an_empty_directory_trusts_the_pinned_root_alone() -> None:
    empty = DirectoryView.of(OFFICE, CHAIN.root.public)
    assert (empty.office, empty.relay, empty.administrator) == (None, None, None)
    verify_control(CHAIN.people()[0], empty)
    refused(entry(DIRECTORY, CHAIN.office(), STRANGER), empty, "signature")
    refused(entry(DIRECTORY, CHAIN.office(root=STRANGER), STRANGER), empty, "root")
    other = msgspec.structs.replace(CHAIN.office(), office=b"q" * 16)
    refused(entry(DIRECTORY, other, CHAIN.root), empty, "office")
    refused(CHAIN.ruled(DIRECTORY, Post("PCV", "", (), HOME)), empty, "no_office")


@pytest.mark.parametrize(
    "body",
    [
        Post("PCV", "Port-Carvel", (), HOME),
        Space(HOME, "Port-Carvel", "home", "PCV"),
        Person(PERSON, "x", "X", "H24", "PCV", True),
        Revoked(CHAIN.laptop.device, "perdu"),
    ],
)
def test_only_the_administrator_rules_the_directory(body: Body) -> None:
    verify_control(CHAIN.ruled(DIRECTORY, body), VIEW)
    keys = [[STRANGER], [CHAIN.root], [CHAIN.relay], [CHAIN.invitation], [], [CHAIN.administrator, STRANGER]]
    for signers in keys:
        refused(entry(DIRECTORY, body, *signers), VIEW, "signature")


@pytest.mark.parametrize(
    "body",
    [
        Member(CHAIN.laptop.device, PERSON, False),
        MemberRemoved(CHAIN.laptop.device),
        Epoch(1, key_check(b"k")),
    ],
)
def test_only_an_administrator_rules_a_space(body: Body) -> None:
    verify_control(CHAIN.ruled(HOME, body), VIEW)
    for signers in ([STRANGER], [CHAIN.root], [CHAIN.laptop.signing], [], [CHAIN.administrator] * 2):
        with pytest.raises(BadControl):
            verify_control(entry(HOME, body, *signers), VIEW)


def test_an_entry_belongs_to_the_log_of_its_kind() -> None:
    refused(CHAIN.ruled(HOME, Post("PCV", "", (), HOME)), VIEW, "wrong_log")
    refused(CHAIN.ruled(DIRECTORY, Epoch(1, b"c" * 32)), VIEW, "wrong_log")


@pytest.mark.parametrize("part", ["space", "kind", "body", "salt"])
def test_an_entry_changed_after_it_was_signed_is_refused(part: str) -> None:
    genuine = CHAIN.ruled(HOME, Epoch(1, b"c" * 32))
    changes = {"space": NETWORK, "kind": "MEMBER-", "body": packed(Epoch(2, b"c" * 32)), "salt": b"x" * 16}
    with pytest.raises(BadControl):
        verify_control(msgspec.structs.replace(genuine, **{part: changes[part]}), VIEW)


def test_an_undecodable_body_is_refused_though_it_is_signed() -> None:
    broken = signed(Control(1, DIRECTORY, "POST", b"\xc1", ()), CHAIN.administrator)
    refused(broken, VIEW, "undecodable")


class TestDevices:
    def test_an_invited_laptop_enrols_once(self) -> None:
        control = entry(DIRECTORY, CHAIN.device(), CHAIN.invitation, CHAIN.laptop.signing)
        verify_control(control, PEOPLE)
        second = DeviceKeys.generate()
        again = entry(DIRECTORY, CHAIN.device(laptop=second), CHAIN.invitation, second.signing)
        refused(again, VIEW, "invitation_used")

    def test_both_the_invitation_and_the_laptop_sign(self) -> None:
        for signers in (
            [CHAIN.invitation],
            [CHAIN.laptop.signing],
            [CHAIN.laptop.signing, CHAIN.invitation],
            [STRANGER, CHAIN.laptop.signing],
            [CHAIN.invitation, STRANGER],
            [CHAIN.administrator, CHAIN.laptop.signing],
        ):
            refused(entry(DIRECTORY, CHAIN.device(), *signers), PEOPLE, "signature")

    def test_the_grant_is_the_administrator_s(self) -> None:
        self.refuse(CHAIN.device(by=STRANGER), "administrator")
        forged = CHAIN.device(by=STRANGER).granted.signature
        self.refuse(
            msgspec.structs.replace(CHAIN.device(), granted=Signature(CHAIN.administrator.public, forged)),
            "grant",
        )

    @pytest.mark.parametrize(
        "changed", [{"letter": "B"}, {"memberships": (Membership(NETWORK, False),)}, {"expires_ms": 10**12}]
    )
    def test_a_grant_changed_after_it_was_signed_is_refused(self, changed: dict[str, object]) -> None:
        device = msgspec.structs.replace(CHAIN.device(), grant=CHAIN.grant(**changed))
        self.refuse(device, "grant")

    def test_another_office_s_grant_is_refused(self) -> None:
        self.refuse(CHAIN.device(CHAIN.grant(office=b"q" * 16)), "office")

    def test_the_person_is_known_and_still_there(self) -> None:
        with pytest.raises(NotYetKnown):
            self.verify(CHAIN.device(CHAIN.grant(person=b"u" * 16)))
        gone = CHAIN.ruled(DIRECTORY, Person(PERSON, "x", "X", "ASI", "PCV", False))
        view = folded(PEOPLE, [gone])
        refused(entry(DIRECTORY, CHAIN.device(), CHAIN.invitation, CHAIN.laptop.signing), view, "person_left")

    @pytest.mark.parametrize(("part", "value"), [("device", b"d"), ("sign", b"s"), ("sign", b"s" * 33)])
    def test_ids_and_keys_of_the_wrong_length_are_refused(self, part: str, value: bytes) -> None:
        self.refuse(msgspec.structs.replace(CHAIN.device(), **{part: value}), "undecodable")

    @pytest.mark.parametrize(
        "wrap", [b"w" * 32, bytes(1216), b"\xff" * 1216], ids=["short", "zero", "no point"]
    )
    def test_a_key_that_nothing_can_be_sealed_to_is_refused(self, wrap: bytes) -> None:
        self.refuse(msgspec.structs.replace(CHAIN.device(), wrap=wrap), "keys")

    def test_an_id_or_key_already_enrolled_is_refused(self) -> None:
        invitation = SigningKey.generate()
        device = CHAIN.device(CHAIN.grant(invitation=invitation.public))
        refused(entry(DIRECTORY, device, invitation, CHAIN.laptop.signing), VIEW, "device_exists")
        renamed = msgspec.structs.replace(device, device=b"z" * 16)
        refused(entry(DIRECTORY, renamed, invitation, CHAIN.laptop.signing), VIEW, "key_exists")

    def verify(self, device: Device) -> None:
        verify_control(entry(DIRECTORY, device, CHAIN.invitation, CHAIN.laptop.signing), PEOPLE)

    def refuse(self, device: Device, reason: str) -> None:
        refused(entry(DIRECTORY, device, CHAIN.invitation, CHAIN.laptop.signing), PEOPLE, reason)


class TestMembers:
    ENROLLED = folded(PEOPLE, CHAIN.enrolment()[:1])

    def test_an_invitation_opens_the_spaces_of_its_grant_as_granted(self) -> None:
        verify_control(CHAIN.joined(HOME, read_only=False), self.ENROLLED)
        refused(CHAIN.joined(NETWORK, read_only=False), self.ENROLLED, "not_granted")
        refused(CHAIN.joined(HOME, read_only=True), self.ENROLLED, "not_granted")

    def test_an_invitation_opens_no_other_space(self) -> None:
        other = folded(
            self.ENROLLED, [CHAIN.ruled(DIRECTORY, Space(b"r" * 16, "Dossier", "restricted", "HQ"))]
        )
        refused(CHAIN.joined(b"r" * 16, read_only=False), other, "not_granted")

    def test_another_invitation_s_key_opens_nothing(self) -> None:
        body = Member(CHAIN.laptop.device, PERSON, False)
        for key in (STRANGER, CHAIN.laptop.signing, CHAIN.root):
            refused(entry(HOME, body, key), self.ENROLLED, "signature")

    def test_a_membership_names_the_laptop_s_own_person(self) -> None:
        refused(CHAIN.ruled(HOME, Member(CHAIN.laptop.device, b"u" * 16, False)), self.ENROLLED, "person")

    def test_what_the_directory_does_not_know_yet_waits_for_it(self) -> None:
        for body, space in ((Member(b"u" * 16, PERSON, False), HOME), (Epoch(1, b"c" * 32), b"r" * 16)):
            with pytest.raises(NotYetKnown):
                verify_control(CHAIN.ruled(space, body), VIEW)
        with pytest.raises(NotYetKnown):
            verify_control(CHAIN.joined(HOME, read_only=False), PEOPLE)

    def test_a_laptop_that_was_removed_does_not_let_itself_in_again(self) -> None:
        removed = CHAIN.ruled(HOME, MemberRemoved(CHAIN.laptop.device))
        after = folded(VIEW, [removed])
        assert not after.may_read(HOME, CHAIN.laptop.device)
        assert after.may_read(NETWORK, CHAIN.laptop.device)
        refused(CHAIN.joined(HOME, read_only=False), after, "invitation_used")
        again = folded(after, [CHAIN.ruled(HOME, Member(CHAIN.laptop.device, PERSON, False))])
        assert again.may_write(HOME, CHAIN.laptop.device)

    def test_a_laptop_does_not_undo_what_the_administrator_decided_on_it(self) -> None:
        limited = folded(VIEW, [CHAIN.ruled(HOME, Member(CHAIN.laptop.device, PERSON, True))])
        assert not limited.may_write(HOME, CHAIN.laptop.device)
        refused(CHAIN.joined(HOME, read_only=False), limited, "invitation_used")


def test_an_old_entry_put_into_the_log_once_more_is_refused() -> None:
    joined = CHAIN.ruled(HOME, Member(CHAIN.laptop.device, PERSON, False))
    removed = CHAIN.ruled(HOME, MemberRemoved(CHAIN.laptop.device))
    view = folded(VIEW, [joined, removed])
    refused(joined, view, "repeated")
    verify_control(CHAIN.ruled(HOME, Member(CHAIN.laptop.device, PERSON, False)), view)


def test_epochs_only_rise() -> None:
    view = folded(VIEW, [CHAIN.ruled(HOME, Epoch(2, key_check(b"2")))])
    assert view.epochs[HOME].number == 2
    later = folded(view, [CHAIN.ruled(HOME, Epoch(4, key_check(b"4")))])
    assert later.checks[HOME, 2] == key_check(b"2")
    assert later.checks[HOME, 4] == key_check(b"4")
    refused(CHAIN.ruled(HOME, Epoch(2, key_check(b"x"))), view, "epoch")
    refused(CHAIN.ruled(HOME, Epoch(1, key_check(b"1"))), view, "epoch")
    assert folded(view, [CHAIN.ruled(HOME, Epoch(3, key_check(b"3")))]).epochs[HOME].number == 3


def test_a_revoked_laptop_reads_the_directory_no_more_and_its_old_work_stays_its_own() -> None:
    view = folded(VIEW, [CHAIN.ruled(DIRECTORY, Revoked(CHAIN.laptop.device, "perdu"))])
    assert view.revoked == {CHAIN.laptop.device: "perdu"}
    assert not view.may_read(DIRECTORY, CHAIN.laptop.device)
    assert view.sign_key(CHAIN.laptop.device) == CHAIN.laptop.sign_public
    with pytest.raises(NotYetKnown):
        verify_control(CHAIN.ruled(DIRECTORY, Revoked(b"u" * 16, "")), view)


def test_a_space_s_log_decides_who_wrote_there_whatever_the_directory_says_meanwhile() -> None:
    """The directory is read ahead of the spaces: what a laptop wrote before it was removed stays valid."""
    view = folded(VIEW, [CHAIN.ruled(DIRECTORY, Revoked(CHAIN.laptop.device, "perdu"))])
    assert view.may_write(HOME, CHAIN.laptop.device)
    assert not folded(view, [CHAIN.ruled(HOME, MemberRemoved(CHAIN.laptop.device))]).may_write(
        HOME, CHAIN.laptop.device
    )


def test_the_root_names_another_administrator() -> None:
    successor = SigningKey.generate()
    view = folded(VIEW, [entry(DIRECTORY, CHAIN.office(successor), CHAIN.root)])
    assert view.administrator == successor.public
    body = Post("PCV", "Port-Carvel", (), HOME)
    verify_control(entry(DIRECTORY, body, successor), view)
    refused(CHAIN.ruled(DIRECTORY, body), view, "signature")
    refused(entry(DIRECTORY, CHAIN.office(STRANGER), CHAIN.administrator), view, "signature")
    old_space_entry, new_space_entry = (
        CHAIN.ruled(HOME, Epoch(1, b"c" * 32)),
        entry(HOME, Epoch(1, b"c" * 32), successor),
    )
    verify_control(old_space_entry, view)
    verify_control(new_space_entry, view)


@pytest.mark.parametrize(("kind", "suite"), [("LATER", 1), ("POST", 2)])
def test_what_a_newer_program_says_is_kept_and_says_nothing_here(kind: str, suite: int) -> None:
    later = Control(suite, DIRECTORY, kind, b"\xc1", ())
    view = folded(VIEW, [later])
    assert later.id() in view.applied
    assert (view.posts, view.members) == (VIEW.posts, VIEW.members)


def test_folding_never_changes_the_view_before() -> None:
    before = VIEW.copied()
    after = folded(
        VIEW, [CHAIN.ruled(HOME, MemberRemoved(CHAIN.laptop.device)), CHAIN.ruled(HOME, Epoch(1, b"c" * 32))]
    )
    assert before == VIEW
    assert after != VIEW


def test_entries_already_verified_are_folded_without_their_signatures_being_read() -> None:
    unsigned = [msgspec.structs.replace(one, signatures=()) for one in [*CHAIN.people(), *CHAIN.enrolment()]]
    view = folded(DirectoryView.of(OFFICE, CHAIN.root.public), unsigned, verify=False)
    assert view.may_write(HOME, CHAIN.laptop.device)


def test_folding_at_once_or_one_by_one_is_the_same() -> None:
    entries = [*CHAIN.people(), *CHAIN.enrolment()]
    view = DirectoryView.of(OFFICE, CHAIN.root.public)
    for one in entries:
        view = folded(view, [one])
    assert view == folded(DirectoryView.of(OFFICE, CHAIN.root.public), entries)


def test_two_issues_of_the_same_entry_are_two_entries() -> None:
    body = Person(PERSON, "x", "X", "ASI", "PCV", True)
    assert CHAIN.ruled(DIRECTORY, body).id() != CHAIN.ruled(DIRECTORY, body).id()


def test_every_kind_of_body_can_be_issued() -> None:
    bodies: list[Body] = [
        CHAIN.office(),
        Post("P", "", (), HOME),
        Space(HOME, "", "home", ""),
        Person(PERSON, "", "", "", "", True),
        CHAIN.device(),
        Revoked(b"d", ""),
        Member(b"d", b"p", False),
        MemberRemoved(b"d"),
        Epoch(1, bytes(32)),
    ]
    assert [entry(HOME, body).kind for body in bodies] == list(BODIES)
