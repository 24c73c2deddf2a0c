import Testing

@testable import Platform

@Suite("One-time codes")
struct OneTimeCodeTests {
    @Test("codes read back as they are shown, and differ from each other")
    func roundTrip() throws {
        let random = RandomSource.replay(seed: 1)
        var seen: Set<String> = []
        for _ in 0..<500 {
            let code = try OneTimeCode(random)
            #expect(OneTimeCode(code.description) == code && OneTimeCode(code.compact.lowercased()) == code)
            #expect(code.description.wholeMatch(of: /[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}/) != nil)
            seen.insert(code.compact)
        }
        #expect(seen.count == 500)
        #expect(try OneTimeCode(.system) != OneTimeCode(.system))
    }

    @Test(
        "what people type",
        arguments: [
            ("K7QM2-XWD9F", "K7QM2-XWD9F"), (" k7qm2 xwd9f ", "K7QM2-XWD9F"), ("k7qm2xwd9f", "K7QM2-XWD9F"),
            ("oOiIlL2222", "00111-12222"), ("helloworld", nil), ("K7QM2-XWD9", nil), ("K7QM2-XWD9FF", nil),
            ("K7QM2-XWD9U", nil), ("К7QM2-XWD9F", nil), ("", nil), (String(repeating: "-", count: 90), nil),
        ] as [(String, String?)]
    )
    func typed(_ text: String, _ code: String?) {
        #expect(OneTimeCode(text)?.description == code)
    }

    /// The digest is that of `printf K7QM2XWD9F | sha256sum`.
    @Test("the digest is SHA-256 of the characters without the dash")
    func digest() throws {
        let code = try #require(OneTimeCode("K7QM2-XWD9F"))
        #expect(try code.digest() == "1a5b72ff89778ce68391912f1c9d33ba27ad097fd1d8330ae1e3fd7c1e152238")
    }

    @Test("a replay's bytes are the same every time")
    func replay() throws {
        let (left, right) = (RandomSource.replay(seed: 7), RandomSource.replay(seed: 7))
        #expect(try left.nonce() == right.nonce())
        #expect(try left.nonce() == right.nonce())
        #expect(try RandomSource.replay(seed: 8).nonce() != RandomSource.replay(seed: 7).nonce())
        #expect(try left.nonce().utf8.count == 16)
    }
}
