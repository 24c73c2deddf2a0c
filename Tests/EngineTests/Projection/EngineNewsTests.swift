import Engine
import Market
import Store
import Testing

@Suite("News of the engine")
struct EngineNewsTests {
    private static let start = Timestamp(seconds: 1_721_034_000)

    /// Whoever listens, one reading after the other.
    private final class Listener {
        private var news: EngineNews

        init(after last: EngineReading? = nil) { news = EngineNews(after: last) }

        func take(_ reading: EngineReading) -> [Notice] { news.take(reading) }
    }

    private func reading(
        _ phase: EngineReading.Phase = .running,
        _ halts: [Halt] = [],
        detail: String = "",
        after seconds: Int64 = 0
    ) -> EngineReading {
        var reading = EngineReading(
            phase,
            detail: detail,
            at: Self.start + .seconds(seconds),
            strategy: "ensemble",
            instruments: ["SBER"]
        )
        reading.halts = halts.map(EngineReading.StandingHalt.init)
        return reading
    }

    private func halt(_ cause: Halt.Cause, _ level: Halt.Level = .reduceOnly, who: String = "risk") -> Halt {
        Halt(cause, level, until: .person, who: who, why: "why", since: Self.start)
    }

    @Test("a halt is told once, again where it becomes stricter, and so is its end")
    func halts() {
        let news = Listener()
        let loss = halt(.dailyLoss)
        #expect(news.take(reading(.running, [loss])) == [.engineReduces(cause: .dailyLoss, detail: "why")])
        #expect(news.take(reading(.running, [loss], after: 1)).isEmpty)
        let stricter = halt(.dailyLoss, .stopped)
        #expect(news.take(reading(.running, [stricter])) == [.engineHalted(cause: .dailyLoss, detail: "why")])
        #expect(news.take(reading()) == [.engineResumed(cause: .dailyLoss)])
        #expect(news.take(reading()).isEmpty)
    }

    @Test("whoever halts it in the chat is not told so again; a file's halt and the kill switch are told")
    func people() {
        let news = Listener()
        #expect(news.take(reading(.running, [halt(.person, who: "1001 Анна")])).isEmpty)
        #expect(news.take(reading()).isEmpty)
        #expect(
            news.take(reading(.running, [halt(.person, .stopped, who: "manual_override")]))
                == [.engineHalted(cause: .person, detail: "why")]
        )
        #expect(
            news.take(reading(.running, [halt(.killSwitch, .stopped, who: "Анна (1001)")])).first
                == .engineFlattened(by: "Анна (1001)", reason: "why")
        )
    }

    @Test("market data that are away for two minutes are told, a short gap is not")
    func blindness() {
        let news = Listener()
        let blind = halt(.feed, .stopped)
        #expect(news.take(reading(.running, [blind], after: 30)).isEmpty)
        #expect(news.take(reading(after: 40)).isEmpty)
        #expect(news.take(reading(.running, [blind], after: 120)) == [.engineBlind(detail: "why")])
        #expect(news.take(reading(.running, [blind], after: 180)).isEmpty)
        #expect(news.take(reading(after: 200)) == [.engineResumed(cause: .feed)])
    }

    @Test("the reserve by which the broker is reached is told, and the way back")
    func channels() {
        let news = Listener()
        var onReserve = reading()
        onReserve.reserve = "lte"
        #expect(news.take(reading()).isEmpty)
        #expect(news.take(onReserve) == [.engineOnReserve(channel: "lte")])
        #expect(news.take(onReserve).isEmpty)
        #expect(news.take(reading()) == [.engineOnMain])
    }

    @Test("a clock that differs from the broker's is told once, and its end")
    func clock() {
        let news = Listener()
        var (ahead, behind) = (reading(), reading())
        (ahead.clockSkew, behind.clockSkew) = (6.2, -2.5)
        #expect(news.take(reading()).isEmpty)
        #expect(news.take(ahead) == [.engineClockAhead(seconds: 7)])
        #expect(news.take(ahead).isEmpty && news.take(reading()) == [.engineClockRight])
        #expect(news.take(behind) == [.engineClockBehind(seconds: 3)])
    }

    @Test("a night whose replay differs is told once, one that agrees not at all")
    func replay() {
        let news = Listener()
        var differs = reading()
        let date = CivilDate(dayNumber: 20_000)
        differs.replayDifference = .init(date: date, place: "14:03:21, SBER", count: 3)
        #expect(news.take(reading()).isEmpty)
        #expect(news.take(differs) == [.engineReplayDiffers(place: "14:03:21, SBER", count: 3)])
        #expect(news.take(differs).isEmpty && news.take(reading()).isEmpty)
    }

    @Test("spreads that stay wide are told together, at most every ten minutes, one instrument at most each hour")
    func wideSpreads() {
        let news = Listener()
        func at(_ seconds: Int64, _ spreads: [(String, Double, Int64)]) -> [Notice] {
            var reading = reading(after: seconds)
            reading.wideSpreads = spreads.map {
                EngineReading.WideSpread(instrument: $0.0, basisPoints: $0.1, since: Self.start + .seconds($0.2))
            }
            return news.take(reading)
        }
        #expect(at(59, [("SBER", 12.4, 0)]).isEmpty)
        #expect(at(60, [("SBER", 12.4, 0), ("GAZP", 8, 1)]) == [.engineWideSpread(codes: "SBER", basisPoints: 12)])
        #expect(at(600, [("SBER", 12.4, 0), ("GAZP", 8, 1)]).isEmpty)
        #expect(
            at(660, [("SBER", 12.4, 0), ("GAZP", 8, 1), ("LKOH", 30.6, 2)])
                == [.engineWideSpread(codes: "GAZP LKOH", basisPoints: 31)]
        )
        #expect(at(3_659, [("SBER", 12.4, 3_000)]).isEmpty)
        #expect(at(3_660, [("SBER", 12.4, 3_000)]) == [.engineWideSpread(codes: "SBER", basisPoints: 12)])
    }

    @Test("a failure is told once, however often it starts anew, and its end with how long it took")
    func failures() {
        let news = Listener()
        #expect(news.take(reading(.running)).isEmpty)
        #expect(news.take(reading(.failed, detail: "disk full")) == [.engineFailed(detail: "disk full")])
        #expect(news.take(reading(.starting, after: 5)).isEmpty)
        #expect(news.take(reading(.failed, detail: "disk full", after: 9)).isEmpty)
        #expect(news.take(reading(.running, after: 300)) == [.engineBack(afterMinutes: 5)])
        #expect(news.take(reading(.stopped, after: 301)).isEmpty)
    }

    @Test("another process goes on from what was written: nothing is told twice")
    func restart() {
        let loss = halt(.dailyLoss)
        let news = Listener(after: reading(.running, [loss]))
        #expect(news.take(reading(.starting)).isEmpty)
        #expect(news.take(reading(.running, [loss])).isEmpty)
        let failed = Listener(after: reading(.failed))
        #expect(failed.take(reading(.failed)).isEmpty)
        #expect(failed.take(reading(.running, after: 60)) == [.engineBack(afterMinutes: 1)])
    }

    @Test("twelve positions an hour get messages of their own; of many open ones each is drawn less often")
    func telling() {
        var telling = TripTelling()
        let minutes = (0..<120).filter { telling.admits(at: Self.start + .minutes($0)) }
        #expect(minutes == Array(0..<12) + Array(60..<72))
        var again = TripTelling(told: (0..<12).map { Self.start + .minutes($0) })
        let isAdmitted = [59, 60].map { again.admits(at: Self.start + .minutes($0)) }
        #expect(isAdmitted == [false, true])
        #expect(TripTelling.refreshInterval(open: 1) == .seconds(60))
        #expect(TripTelling.refreshInterval(open: 15) == .seconds(150))
    }
}
