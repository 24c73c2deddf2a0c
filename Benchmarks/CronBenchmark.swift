import Market
import Platform
import Scheduling

/// The next fire of crontab expressions, asked again and again from instants all over a year.
enum CronBenchmark: Benchmark {
    static let name = "cron"
    static let subject = "next fire of a cron trigger, from 100,000 instants of 2024; goal at most 2 µs each"

    struct Wrong: Error {
        let expression: String
    }

    static func run() throws {
        let zones = [("Moscow", TimeZoneRules.moscow), ("London", try ZoneFile.load("Europe/London"))]
        let expressions = ["2 19 * * *", "*/5 10-18 * * mon-fri", "5 40 5 * * *", "0 7 1 * *", "0 9 L 3,6,9,12 *"]
        printRow("expression", zones.map { "\($0.0), µs" })
        for text in expressions {
            let expression = try CronExpression(text)
            let times = try zones.map { _, zone in
                try best(of: 5) {
                    var instant = start
                    for _ in 0..<count {
                        guard let fire = expression.nextFire(atOrAfter: instant, in: zone), fire >= instant else {
                            throw Wrong(expression: text)
                        }
                        instant = instant + step
                    }
                }
            }
            printRow(text, times.map { hundredths($0.inMicroseconds / Double(count)) })
        }
    }

    private static let count = 100_000
    private static let start = Timestamp(seconds: 1_704_067_200)  // 2024-01-01.
    /// Not a part of a minute, so that all seconds occur.
    private static let step = Duration.seconds(311)
}

extension Duration {
    var inMicroseconds: Double {
        Double(components.seconds) * 1e6 + Double(components.attoseconds) / 1e12
    }
}

/// `1.43`.
func hundredths(_ value: Double) -> String {
    let rounded = Int((value * 100).rounded())
    let rest = rounded % 100
    return "\(rounded / 100).\(rest < 10 ? "0" : "")\(rest)"
}
