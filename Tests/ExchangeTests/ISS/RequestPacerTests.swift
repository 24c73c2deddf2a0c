import Market
import Platform
import TestKit
import Testing

@testable import Exchange

@Suite("Request pacer", .timeLimit(.minutes(5)))
struct RequestPacerTests {
    static func slots(_ count: Int, burst: Int, at times: [Int]? = nil) throws -> [Double] {
        var options = ISSOptions()
        options.requestsPerSecond = 4
        options.burst = burst
        var state = PacerState(options: options)
        return try (0..<count).map { index in
            let now = start + .seconds(times?[index] ?? 0)
            return (try state.reserve("f", at: now) - start).inSeconds
        }
    }

    @Test("gives successive slots to calls of one instant")
    func slots() throws {
        #expect(try Self.slots(5, burst: 1) == [0, 0.25, 0.5, 0.75, 1])
        #expect(try Self.slots(5, burst: 3) == [0, 0, 0, 0.25, 0.5])
        #expect(try Self.slots(5, burst: 1, at: [0, 0, 5, 5, 5]) == [0, 0.25, 5, 5.25, 5.5])
        // A quiet time saves up no more than the burst.
        #expect(try Self.slots(6, burst: 2, at: [0, 0, 60, 60, 60, 60]) == [0, 0, 60, 60, 60.25, 60.5])
    }

    @Test("wakes concurrent callers one interval apart on the clock")
    func waiting() async throws {
        let clock = ManualClock()
        var options = ISSOptions()
        options.requestsPerSecond = 2
        let pacer = RequestPacer(options: options, clock: clock)
        let begin = clock.now
        let (waits, told) = AsyncStream.makeStream(of: Duration.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    try await pacer.admit("f")
                    told.yield(clock.now - begin)
                }
            }
            await clock.sleepers(4)
            var wait = waits.makeAsyncIterator()
            for expected in [0, 500, 1000, 1500, 2000] {
                #expect(await wait.next() == .milliseconds(expected))
                clock.advance(by: .milliseconds(500))
            }
            try await group.waitForAll()
        }
    }

    @Test("a cancelled caller leaves at once")
    func cancelled() async throws {
        let clock = ManualClock()
        let pacer = RequestPacer(options: ISSOptions(), clock: clock)
        try await pacer.admit("f")
        let task = Task { try await pacer.admit("f") }
        await clock.sleepers(1)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("a caller that waited is held back by a pause that began meanwhile")
    func pausedMeanwhile() async throws {
        let clock = ManualClock()
        let pacer = RequestPacer(options: ISSOptions(), clock: clock)
        try await pacer.admit("f")
        let task = Task { try await pacer.admit("f") }
        await clock.sleepers(1)
        pacer.failed(ExchangeError(.unauthorized, status: 401, detail: "d"), family: "g")
        clock.advance(by: .seconds(1))
        await #expect(throws: ExchangeError.self) { try await task.value }
    }

    struct Pause: CustomTestStringConvertible, Sendable {
        let kind: ExchangeError.Kind
        var retryAfter: Duration?
        /// How long the family that failed waits, and another one.
        let own: Duration?
        let other: Duration?
        var testDescription: String { "\(kind) \(retryAfter.map { "\($0)" } ?? "")" }
    }

    static let pauses: [Pause] = [
        Pause(kind: .unauthorized, own: .minutes(5), other: .minutes(5)),
        Pause(kind: .forbidden, own: .minutes(10), other: nil),
        Pause(kind: .loginPage, own: .minutes(10), other: nil),
        Pause(kind: .notData, own: nil, other: nil),
        Pause(kind: .networkProtection, own: .seconds(30), other: .seconds(30)),
        Pause(kind: .networkProtection, retryAfter: .seconds(5), own: .seconds(30), other: .seconds(30)),
        Pause(kind: .rateLimited, own: .seconds(30), other: .seconds(30)),
        Pause(kind: .rateLimited, retryAfter: .seconds(7), own: .seconds(7), other: .seconds(7)),
        Pause(kind: .rateLimited, retryAfter: .hours(9), own: .minutes(15), other: .minutes(15)),
        Pause(kind: .notEntitled, own: nil, other: nil),
        Pause(kind: .notFound, own: nil, other: nil),
        Pause(kind: .serverError, own: nil, other: nil),
        Pause(kind: .badPayload, own: nil, other: nil),
    ]

    @Test("a failure pauses what it concerns, for as long as it says", arguments: pauses)
    func pause(_ pause: Pause) {
        var state = PacerState(options: ISSOptions())
        let error = ExchangeError(pause.kind, status: 400, retryAfter: pause.retryAfter, detail: "d")
        state.failed(error, family: "own", at: start)
        #expect(Self.held(&state, "own", at: start)?.retryAfter == pause.own)
        #expect(Self.held(&state, "other", at: start)?.retryAfter == pause.other)
        if let own = pause.own {
            let last = Self.held(&state, "own", at: start + own - .nanoseconds(1))
            #expect(last?.kind == pause.kind)
            #expect(last?.isHeldBack == true)
            #expect(Self.held(&state, "own", at: start + own) == nil)
        }
    }

    @Test("a calendar whose key is refused takes neither the others nor the data with it, unless nothing else comes")
    func refusedCalendar() {
        var state = PacerState(options: ISSOptions())
        let error = ExchangeError(.unauthorized, status: 401, detail: "d")
        state.failed(error, family: "calendars/session/currency", at: start)
        #expect(Self.held(&state, "calendars/session/currency", at: start)?.retryAfter == .minutes(5))
        #expect(Self.held(&state, "calendars/session/futures", at: start) == nil)
        #expect(Self.held(&state, "algopack/eq/tradestats", at: start) == nil)
        state.succeeded()
        for number in 1...7 { state.failed(error, family: "calendars/\(number)", at: start) }
        #expect(Self.held(&state, "algopack/eq/tradestats", at: start)?.retryAfter == .minutes(5))
    }

    @Test("the back-off doubles while refusals go on, and starts over after a good answer")
    func doubling() {
        var state = PacerState(options: ISSOptions())
        let error = ExchangeError(.rateLimited, status: 429, detail: "d")
        var now = start
        var waits: [Duration] = []
        for _ in 0..<7 {
            // Two answers of calls that ran side by side count once.
            state.failed(error, family: "f", at: now)
            state.failed(error, family: "f", at: now)
            let wait = Self.held(&state, "f", at: now)?.retryAfter ?? .zero
            waits.append(wait)
            now = now + wait
        }
        #expect(waits == [30, 60, 120, 240, 480, 900, 900].map { Duration.seconds($0) })
        state.succeeded()
        state.failed(error, family: "f", at: now)
        #expect(Self.held(&state, "f", at: now)?.retryAfter == .seconds(30))
    }

    static func held(_ state: inout PacerState, _ family: String, at now: Timestamp) -> ExchangeError? {
        do {
            try state.check(family, at: now)
            return nil
        } catch {
            return error
        }
    }
}
