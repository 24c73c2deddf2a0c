import Foundation
import Platform
import TestKit
import Testing

@Suite("Base 64")
struct Base64Tests {
    @Test(
        "writes and reads the vectors of RFC 4648 §10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ]
    )
    func vectors(bytes: String, text: String) {
        for base64 in [Base64.standard, .urlSafe] {
            #expect(base64.encode(Array(bytes.utf8)) == text)
            #expect(base64.decode(text) == Array(bytes.utf8))
            #expect(base64.decode(text.replacing("=", with: ""), padding: .optional) == Array(bytes.utf8))
            #expect(base64.decode(text, padding: .optional) == Array(bytes.utf8))
        }
    }

    @Test("the two differ in the last two digits, and neither reads the other's")
    func alphabets() {
        #expect(Base64.standard.encode([0xFB, 0xEF, 0xFF]) == "++//")
        #expect(Base64.urlSafe.encode([0xFB, 0xEF, 0xFF]) == "--__")
        #expect(Base64.standard.decode("--__") == nil)
        #expect(Base64.urlSafe.decode("++//") == nil)
    }

    @Test(
        "refuses what is not the one text of some bytes",
        arguments: [
            "=", "==", "===", "====", "Z", "Z===", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm8=Zm8=", "Zg==\n", " Zg==",
            "Zm 9v", "Zmя=", "\u{0}AAA",
        ]
    )
    func refused(text: String) {
        #expect(Base64.standard.decode(text) == nil)
        if text != "Zg" { #expect(Base64.standard.decode(text, padding: .optional) == nil) }
    }

    @Test("reads back what it wrote, and agrees with Foundation")
    func roundTrip() {
        var random = SeededRandom(seed: 7)
        for count in 0..<200 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let text = Base64.urlSafe.encode(bytes)
            #expect(Base64.standard.encode(bytes) == Data(bytes).base64EncodedString())
            #expect(text.replacing("-", with: "+").replacing("_", with: "/") == Base64.standard.encode(bytes))
            #expect(Base64.urlSafe.decode(text) == bytes)
        }
    }

    @Test("never accepts two texts for the same bytes")
    func canonical() {
        var random = SeededRandom(seed: 8)
        let alphabet = Array("ABab01-_=+/ \n")
        for _ in 0..<20_000 {
            let text = String(
                (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }
            )
            if let bytes = Base64.urlSafe.decode(text) { #expect(Base64.urlSafe.encode(bytes) == text) }
        }
    }
}
