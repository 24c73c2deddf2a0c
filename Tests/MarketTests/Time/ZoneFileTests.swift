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

    /// The first block of a file that has both, with the version of a file that has one.
    private func firstBlock(of name: String) throws -> [UInt8] {
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/\(name)")))
        let second = try #require(Data(bytes).range(of: Data("TZif".utf8), in: 4..<bytes.count)?.lowerBound)
        bytes[4] = 0
        return Array(bytes[..<second])
    }

    /// Fat files only: tzdata of other systems may leave the first block empty.
    @Test("a file of version 1 is read like its second block, as far as its changes reach")
    func versionOne() throws {
        let old = try ZoneFile.parse(try firstBlock(of: "Europe/Berlin"), name: "Europe/Berlin")
        let new = try ZoneFile.load("Europe/Berlin")
        for second in stride(from: Int64(-2_000_000_000), to: 2_140_000_000, by: 7_654_321) {
            let instant = Timestamp(seconds: second)
            #expect(old.offsetText(at: instant) == new.offsetText(at: instant), "\(second)")
        }
        let summer = try #require(MoscowTime.instant("2026-07-01 12:00:00"))
        #expect(old.offsetText(at: summer) == "+02:00")
    }

    @Test("a file of version 1 with leap seconds and indicators, and one without changes")
    func versionOneBlocks() throws {
        func header(_ counts: [UInt8]) -> [UInt8] {
            Array("TZif".utf8) + [0] + Array(repeating: 0, count: 15) + counts.flatMap { [0, 0, 0, $0] }
        }
        let type: [UInt8] = [0, 0, 0x1C, 0x20, 0, 0]
        let plain = header([0, 0, 0, 0, 1, 4]) + type + Array("CET\0".utf8)
        #expect(try ZoneFile.parse(plain, name: "Plain").offsetText(at: Timestamp(seconds: 0)) == "+02:00")
        let types = type + [0, 0, 0x0E, 0x10, 1, 0]
        let change: [UInt8] = [0, 0, 0, 100, 1]
        let leap: [UInt8] = [0, 0, 0, 50, 0, 0, 0, 1]
        let whole = header([2, 2, 1, 1, 2, 4]) + change + types + Array("CET\0".utf8) + leap + [0, 0, 0, 0]
        let zone = try ZoneFile.parse(whole, name: "Whole")
        #expect(zone.offsetText(at: Timestamp(seconds: 99)) == "+02:00")
        #expect(zone.offsetText(at: Timestamp(seconds: 100)) == "+01:00")
        for count in 0..<whole.count {
            #expect(throws: ZoneError.self) { try ZoneFile.parse(Array(whole[..<count]), name: "cut") }
        }
        var strange = whole
        strange[4] = UInt8(ascii: "1")
        #expect(throws: ZoneError.self) { try ZoneFile.parse(strange, name: "strange") }
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
