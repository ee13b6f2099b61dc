"""Keys and what is done with them: identity, sealing, wrapping, control entries, key slots, codes.

``identity`` holds the keys of a device and of head office, ``wrapping`` seals a key to a recipient,
``sealing`` turns payloads into a signed batch of sealed versions and back, ``control`` judges and folds the
signed entries on people, devices and spaces, ``slots`` guards the vault's key, ``codes`` makes and reads what
people type, ``invitation`` is the file a new laptop starts from. Bytes in, bytes out: no file, no database,
no network. All algorithms come from ``cryptography``.
"""
