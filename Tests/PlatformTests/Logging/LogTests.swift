import Platform
import TestKit
import Testing

@Suite("Log")
struct LogTests {
    @Test("values are made for the lines that are written, and for no other", arguments: Log.Level.allCases)
    func values(threshold: Log.Level) {
        var made: [Log.Level] = []
        let lines = Lines()
        let log = Log(component: "test", threshold: threshold, clock: ManualClock(), sink: lines)
        func value(_ level: Log.Level) -> String {
            made.append(level)
            return "\(level)"
        }
        log.trace("Done", ["at": value(.trace)])
        log.debug("Done", ["at": value(.debug)])
        log.info("Done", ["at": value(.info)])
        log.warning("Done", ["at": value(.warning)])
        log.error("Done", ["at": value(.error)])
        log.critical("Done", ["at": value(.critical)])
        for level in Log.Level.allCases { log.write(level, "Done", ["at": value(level)]) }
        let written = Log.Level.allCases.filter { $0 >= threshold }
        #expect(made == written + written)
        #expect(
            lines.all
                == (written + written).map {
                    "time=2024-07-15T07:00:00.000Z level=\($0) component=test event=Done at=\($0)"
                }
        )
    }

    private final class Lines: Log.Sink {
        private let lines = Lock<[String]>([])
        var all: [String] { lines.withLock { $0 } }

        func write(_ line: String, level: Log.Level) {
            lines.withLock { $0.append(line) }
        }
    }
}
