import Foundation
import Market
import Platform
import TestKit
import Testing

@Suite("Zone file")
struct ZoneFileTests {
    @Test(
        "an unknown name is an error that gives examples",
        arguments: [
            "Mars/Base", "", "../../../etc/passwd", "/etc/passwd", "Europe/../Europe/Berlin", "Europe//Berlin",
            "Europe/", "Europe",
            ".", "Europe/Berlin\0x", "+25:99", String(repeating: "a", count: 300),
        ]
    )
    func unknown(name: String) throws {
        let error = try #require(throws: ZoneError.self) { try ZoneFile.load(name) }
        #expect(error.kind == .unknown)
        #expect(error.detail.contains("Europe/Moscow"))
        #expect(error.detail.utf8.count < 250)
    }

    @Test("a fixed offset and UTC need no file")
    func fixed() throws {
        #expect(try ZoneFile.load("+05:30", directory: "/nowhere").offsetText(at: Timestamp(seconds: 0)) == "+05:30")
        #expect(try ZoneFile.load("-03:00", directory: "/nowhere").offsetText(at: Timestamp(seconds: 0)) == "-03:00")
        #expect(try ZoneFile.load("UTC", directory: "/nowhere") == .utc)
    }

    @Test("a file that is no zone data is an error, not a zone")
    func otherFile() throws {
        let error = try #require(throws: ZoneError.self) { try ZoneFile.load("tzdata", directory: "/usr/share/doc") }
        #expect(error.kind == .unknown)  // A directory.
        let bytes = Array("TZif2 but nothing behind it, for a while at least........".utf8)
        #expect(throws: ZoneError.self) { try ZoneFile.parse(bytes, name: "Broken/Zone") }
    }

    @Test("cut and damaged data never crash")
    func damaged() throws {
        let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Berlin")))
        #expect(throws: Never.self) { try ZoneFile.parse(whole, name: "whole") }
        for count in 0..<whole.count {
            #expect(throws: ZoneError.self) { try ZoneFile.parse(Array(whole[..<count]), name: "cut") }
        }
        var random = SeededRandom(seed: 5)
        for _ in 0..<3_000 {
            var bytes = whole
            for _ in 0...Int.random(in: 0...4, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            // Damage may leave a readable zone; reading and using it must not trap.
            guard let zone = try? ZoneFile.parse(bytes, name: "damaged") else { continue }
            _ = zone.resolve(zone.local(Timestamp(seconds: Int64.random(in: 0...4_000_000_000, using: &random))))
        }
    }
}
