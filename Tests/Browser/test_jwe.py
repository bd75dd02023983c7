"""Sealing, against the standard's own vector and an implementation that is not ours."""

import json

from jwcrypto import jwe

MODULES = "assets/jwe.js", "assets/bytes.js"


def run(visit, body, argument=None):
    visit.open("integrations.html?user=anna")
    return visit.page.evaluate(f"""async (argument) => {{
      const jwe = await import('{visit.site.origin}/assets/jwe.js');
      const bytes = await import('{visit.site.origin}/assets/bytes.js');
      {body}
    }}""", argument)


def test_the_key_derivation_is_that_of_rfc_7518_appendix_c(visit):
    key = run(visit, """
      const secret = new Uint8Array([158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156,
        251, 49, 110, 163, 218, 128, 106, 72, 246, 218, 167, 121, 140, 254, 144, 196]);
      return bytes.toBase64URL(await jwe.concatKDF(secret, "A128GCM", 128, bytes.utf8("Alice"), bytes.utf8("Bob")));""")
    assert key == "VqqN6vgjbSBcIijNcacQGg"


def test_another_implementation_opens_what_is_sealed(visit):
    key = visit.site.sealing
    for text in ["", "x", "æ–🎧" * 700]:
        sealed = run(visit, "return jwe.seal(argument.message, argument.key);", {"message": {"text": text}, "key": key.export_public(as_dict=True)})
        opened = jwe.JWE()
        opened.deserialize(sealed, key=key)
        assert json.loads(opened.payload) == {"text": text}
        header = json.loads(opened.objects["protected"])
        assert (header["alg"], header["enc"], header["kid"]) == ("ECDH-ES", "A256GCM", "seal-1")
        assert set(header["epk"]) == {"kty", "crv", "x", "y"}


def test_no_two_seals_are_alike(visit):
    # Long enough that no two ciphertexts are alike by chance.
    seal = "await jwe.seal('the same sixteen words and more', argument)"
    one, two = run(visit, f"return [{seal}, {seal}];", visit.site.sealing.export_public(as_dict=True))
    assert [a == b for a, b in zip(one.split("."), two.split("."))] == [False, True, False, False, False]


def test_a_key_off_the_curve_is_refused(visit):
    key = {**visit.site.sealing.export_public(as_dict=True), "y": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}
    assert run(visit, "try { await jwe.seal(1, argument); return 'sealed'; } catch (error) { return error.name; }", key) == "DataError"
