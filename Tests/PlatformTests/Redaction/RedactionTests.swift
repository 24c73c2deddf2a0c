import Foundation
import Market
import TestKit
import Testing

@testable import Platform

@Suite("Redaction")
struct RedactionTests {
    private static let secret = "9876543210:AAcanary-Se_cret/with+all&\"kinds\" я"

    private func registry(_ secrets: String...) -> SecretRegistry {
        let registry = SecretRegistry()
        for secret in secrets { registry.add(secret) }
        return registry
    }

    private static func percent(_ text: String, every: Bool = false, capitals: Bool = false) -> String {
        text.utf8.map { byte in
            let isPlain = !every && Character(Unicode.Scalar(byte)).isASCII && Character(Unicode.Scalar(byte)).isLetter
            return isPlain
                ? String(Unicode.Scalar(byte))
                : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: capitals)
        }.joined()
    }

    private static func escapes(_ text: String) -> String {
        text.utf16.map { unit in
            let hex = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }.joined()
    }

    @Test(
        "finds a secret however it is written",
        arguments: [
            secret, percent(secret), percent(secret, capitals: true),
            percent(secret, every: true), percent(percent(secret)), escapes(secret),
            secret.replacing("\"", with: "\\\"").replacing("/", with: "\\/"),
            secret.replacing("\"", with: "\\\\\\\"").replacing("/", with: "\\/"),
            secret.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing(":", with: "&#58;"),
            secret.replacing("&", with: "&#x26;").replacing("\"", with: "&#34;"), secret.replacing(" ", with: "+"),
        ]
    )
    func encoded(form: String) throws {
        for text in ["before \(form) after", form, "{\"url\":\"\(form)\"}", "x\(form)"] {
            let shown = Redaction.text(text, registry(Self.secret))
            #expect(!shown.contains("canary") && shown.contains(Redaction.mark), "\(shown)")
        }
    }

    @Test("the quick look misses no secret, however each of its bytes is written", arguments: 0..<60)
    func mixed(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let secret = ["7000000001:AAHdqTcv-CH1vGWJx", Self.secret, "я-ключ-доступа"][Int(seed % 3)]
        let layers = 1 + Int(seed / 3 % 3)
        var form = secret
        for _ in 0..<layers { form = Self.mixed(form, &random) }
        var table = SecretRegistry.Table()
        table.insert(Array(secret.utf8))
        for text in [form, "before \(form) after", "{\"a\":\"\\n<b>1 & 2</b> 5 % \(form)\"}"] {
            // Several layers of such a mixture need not give back what they were made of; where they do, it is found.
            var decoded: DecodedText? = DecodedText(text)
            var holds = layers == 1
            for _ in 0...3 {
                if let bytes = decoded?.bytes, String(decoding: bytes, as: UTF8.self).contains(secret) { holds = true }
                decoded = decoded?.decoded
            }
            if holds { #expect(SecretFilter.mayHold(table, text), "\(text)") }
        }
        #expect(!SecretFilter.mayHold(table, "{\"html\":\"<b>7 of 9\\n100 %</b> &lt;a&gt; \\\"b\\\" я 98765\"}"))
    }

    /// Each byte as it is or encoded in one of the ways.
    private static func mixed(_ text: String, _ random: inout SeededRandom) -> String {
        text.utf8.reduce(into: "") { result, byte in
            let hex = (byte < 16 ? "0" : "") + String(byte, radix: 16)
            // What stands for no whole character cannot be a character's number.
            let isWhole = byte < 0x80
            switch Int.random(in: 0..<8, using: &random) {
            case 0: result += "%" + hex
            case 1 where isWhole: result += "\\u00" + hex
            case 2 where isWhole: result += "\\x" + hex
            case 3 where isWhole: result += "&#\(byte);"
            case 4 where isWhole: result += "&#x\(hex);"
            case 5 where byte == UInt8(ascii: "&"): result += "&amp;"
            default: result += isWhole ? String(Unicode.Scalar(byte)) : "%" + hex
            }
        }
    }

    @Test("a secret that was cut is hidden as well, and nothing else is")
    func cut() {
        let registry = registry("abcdefgh-0123456789")
        #expect(Redaction.text("at abcdefgh-01", registry) == "at ‹secret›")
        #expect(Redaction.text("at abcdefgh-01… more", registry) == "at ‹secret›… more")
        #expect(Redaction.text("abcdefgh is the alphabet", registry) == "abcdefgh is the alphabet")
        #expect(Redaction.text("at abcdefgh-0123456789!", registry) == "at ‹secret›!")
    }

    @Test("a short secret is hidden as a word, a word of ours is stored")
    func short() {
        let registry = registry("pass1", "scheduler", "no")
        #expect(Redaction.text("pass1 pass12 (pass1) no", registry) == "‹secret› pass12 (‹secret›) no")
        #expect(Redaction.text("the scheduler", registry) == "the ‹secret›")
        #expect(Redaction.secrets("{\"process\":\"scheduler\"} pass1", registry) == "{\"process\":\"scheduler\"} pass1")
    }

    @Test(
        "hides what looks like a secret",
        arguments: [
            ("https://anna:hunter2@proxy.example/x", "https://‹secret›@proxy.example/x"),
            ("http://u:p@ss@host", "http://‹secret›@host"), ("mail anna@example.org", "mail anna@example.org"),
            ("GET /bot123456:AAFabc/getMe", "GET /bot‹secret›/getMe"),
            ("/file/bot123456%3AAAFabc/x", "/file/bot‹secret›/x"),
            ("token 1234567890:AAF_abcdefghijklmnopqrstuvwxyz012345 gone", "token ‹secret› gone"),
            ("Authorization: Bearer abcdefghijk1", "Authorization: Bearer ‹secret›"),
            ("Authorization: Basic YW5uYTpodW50ZXIy", "Authorization: Basic ‹secret›"),
            ("https://x/?api_key=abcdef&date=2024", "https://x/?api_key=‹secret›&date=2024"),
            ("{\"password\": \"hunter2\"}", "{\"password\": \"‹secret›\"}"),
            ("eyJhbGciOiJIUzI1.eyJzdWIiOiIx.c2ln", "‹secret›"),
            ("at 10:30:15 basic rules: all", "at 10:30:15 basic rules: all"),
            ("the bearer of news", "the bearer of news"), ("", ""),
        ]
    )
    func patterns(text: String, expected: String) {
        #expect(Redaction.text(text, SecretRegistry()) == expected)
    }

    @Test("an address that grants something is hidden in all its parts")
    func address() {
        let registry = SecretRegistry()
        registry.add(url: "https://anna:hunter22@hc-ping.com/ping/0f3a-77/start?token=zzz9")
        for part in ["anna:hunter22", "hunter22", "/ping/0f3a-77/start?token=zzz9", "0f3a-77", "zzz9"] {
            #expect(Redaction.text("see \(part).", registry) == "see ‹secret›.", "\(part)")
        }
        #expect(Redaction.text("the start of ping", registry) == "the start of ping")
    }

    @Test("the limit is kept and the cut spares no part of a secret")
    func limit() {
        SecretRegistry.shared.add("limit-canary-0123456789")
        let text =
            String(repeating: "x", count: 90) + "limit-canary-0123456789" + String(repeating: "y", count: 300_000)
        let shown = Redaction.text(text, limit: 100)
        #expect(shown.utf8.count <= 100 && !shown.contains("limit-c"))
    }

    @Test("takes a time that grows with the text")
    func linear() {
        let registry = registry("aaaaaaaaaaaaaaaaaaab", "%%%%%%%%%%%%%%%a", "\\\\\\\\\\\\\\\\\\a")
        for piece in ["a", "%", "\\", "%25", "&", "://", "eyJaaaaaaaaaa.", "token=", "1"] {
            let ratio = workRatio(of: 2_000) { length in
                _ = Redaction.text(String(repeating: piece, count: length / piece.utf8.count), registry)
            }
            #expect(ratio < 28, "\(piece)")
        }
    }

    @Test("no log line shows a registered secret, and none is endless")
    func log() {
        SecretRegistry.shared.add("log-canary-\"0123456789")
        let lines = LogLines()
        let log = Log(component: "test", clock: ManualClock(), sink: lines)
        log.info(
            "Tried",
            ["a": "log-canary-\"0123456789", "b": "x\u{202E}y\u{1B}[0m", "c": String(repeating: "z", count: 300_000)]
        )
        let line = lines.all.first ?? ""
        #expect(!line.contains("canary") && line.contains("‹secret›"), "\(line.prefix(300))")
        #expect(line.utf8.count < 6_000 && !line.contains("\u{202E}") && !line.contains("\u{1B}"))
    }
}

private final class LogLines: Log.Sink {
    private let lines = Lock<[String]>([])
    var all: [String] { lines.withLock { $0 } }

    func write(_ line: String, level: Log.Level) {
        lines.withLock { $0.append(line) }
    }
}
