import Foundation
import Market
import Platform
import Testing

@Suite("Time zone rules")
struct TimeZoneRulesTests {
    @Test(
        "agree with an independent implementation at every change of the clocks",
        arguments: [
            "Europe/Berlin", "America/New_York", "Asia/Seoul", "Europe/Moscow", "Australia/Lord_Howe", "Pacific/Apia",
        ]
    )
    func vectors(zone name: String) throws {
        let zone = try ZoneFile.load(name)
        let vectors = try Self.vectors(of: name)
        #expect(vectors.count > 90)
        for vector in vectors {
            let number = try #require(Int64(vector[2]))
            switch vector[0] {
            case "utc":
                let offset = zone.period(at: Timestamp(seconds: number)).offset
                #expect("\(offset.seconds) \(offset.abbreviation)" == "\(vector[3]) \(vector[4])", "\(vector)")
                #expect(zone.local(Timestamp(seconds: number)).linearSeconds == number + Int64(offset.seconds))
            default:
                let resolution = zone.resolve(LocalDateTime(linearSeconds: number))
                let instants = try vector.dropFirst(3).map { Timestamp(seconds: try #require(Int64($0))) }
                let expected: LocalResolution =
                    switch vector[0] {
                    case "unique": .unique(instants[0])
                    case "overlap": .overlap(first: instants[0], second: instants[1])
                    default: .gap(firstValid: instants[0])
                    }
                #expect(resolution == expected, "\(vector)")
            }
        }
    }

    @Test("a fixed zone needs no data and agrees with the exchange's time")
    func moscow() throws {
        let instant = try #require(RFC3339.instant("2026-11-20T06:55:07Z"))
        #expect(TimeZoneRules.moscow.text(instant) == "2026-11-20T09:55:07+03:00")
        #expect(TimeZoneRules.moscow.local(instant).date == MoscowTime.date(of: instant))
        #expect(TimeZoneRules.moscow.resolve(TimeZoneRules.moscow.local(instant)) == .unique(instant))
        #expect(TimeZoneRules.utc.text(instant) == "2026-11-20T06:55:07+00:00")
    }

    @Test("an offset text shows minutes, and seconds where there are some")
    func offsets() {
        let cases: [(Int, String)] = [
            (0, "+00:00"), (10_800, "+03:00"), (-12_600, "-03:30"), (9_017, "+02:30:17"),
        ]
        for (seconds, text) in cases {
            let zone = TimeZoneRules.fixed("X", seconds: seconds, abbreviation: "X")
            #expect(zone.offsetText(at: Timestamp(seconds: 0)) == text)
        }
    }

    private static func vectors(of zone: String) throws -> [[String]] {
        let file = try #require(Bundle.module.url(forResource: "Fixtures/zones", withExtension: "txt"))
        return try String(contentsOf: file, encoding: .utf8)
            .split(separator: "\n")
            .map { $0.split(separator: " ").map(String.init) }
            .filter { $0[1] == zone }
    }
}

@Suite("POSIX zone rule")
struct PosixZoneRuleTests {
    @Test(
        "reads the forms of RFC 8536",
        arguments: [
            "MSK-3", "CET-1CEST,M3.5.0,M10.5.0/3", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "EST5EDT,M3.2.0,M11.1.0",
            "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "IST-2IDT,M3.4.4/26,M10.5.0", "AAA3BBB,J60/1,300/2:30:15",
        ]
    )
    func good(text: String) {
        #expect(PosixZoneRule(text) != nil)
    }

    @Test(
        "refuses what is no rule",
        arguments: [
            "", "M", "MS-3", "MSK", "MSK-25", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
            "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x", "<+03-3", "CET-1:60",
            "CET-1CEST,J0,J5", "CET-1CEST,366,5",
        ]
    )
    func bad(text: String) {
        #expect(PosixZoneRule(text) == nil)
    }
}
