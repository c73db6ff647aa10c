import base64
import json

from joserfc import jwt
from joserfc.jwk import KeySet

from deploy.supervisor.keys import keep_keys, passwords_for


def test_keys_are_made_once_and_private(tmp_path):
    first, second = keep_keys(tmp_path), keep_keys(tmp_path)
    assert first.secret_key == second.secret_key
    assert first.passwords == second.passwords
    assert first.issuer_key.as_dict(private=True) == second.issuer_key.as_dict(private=True)
    place = tmp_path / "secrets"
    modes = {path.stat().st_mode & 0o777 for path in place.iterdir()}
    assert (modes, place.stat().st_mode & 0o777) == ({0o600}, 0o700)


def test_two_houses_share_no_key(tmp_path):
    one, other = keep_keys(tmp_path / "one"), keep_keys(tmp_path / "other")
    assert len(base64.b64decode(one.secret_key)) == 32
    assert one.secret_key != other.secret_key
    assert set(one.passwords.values()).isdisjoint(other.passwords.values())
    assert one.issuer_key.kid != other.issuer_key.kid


def test_the_public_key_set_verifies_our_tokens_and_holds_nothing_private(tmp_path):
    keys = keep_keys(tmp_path)
    public = json.loads(keys.jwks_file.read_text())
    assert all("d" not in key for key in public["keys"])
    header = {"alg": "Ed25519", "kid": keys.issuer_key.kid}
    token = jwt.encode(header, {"sub": "ada"}, keys.issuer_key, algorithms=["Ed25519"])
    read = jwt.decode(token, KeySet.import_key_set(public), algorithms=["Ed25519"])
    assert read.claims == {"sub": "ada"}


def test_a_printed_keys_object_shows_no_secret(tmp_path):
    keys = keep_keys(tmp_path)
    assert keys.secret_key not in repr(keys)
    assert not any(password in repr(keys) for password in keys.passwords.values())


def test_passwords_given_from_outside_replace_our_own_and_need_no_directory(tmp_path):
    given = {"COUNTERPOISE_METRICS_PASSWORD": "m", "COUNTERPOISE_GOALS_PASSWORD": "g"}
    assert passwords_for(tmp_path, given) == {"metrics": "m", "goals": "g"}
    assert list(tmp_path.iterdir()) == []
    assert passwords_for(tmp_path, {})["goals"] not in ("", "g")
