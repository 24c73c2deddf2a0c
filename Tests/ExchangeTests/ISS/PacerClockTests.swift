import Market
import Testing

@testable import Exchange

@Suite("Pacing across a step of the clock")
struct PacerClockTests {
    @Test(
        "a clock that was ahead leaves no slot and no pause in the future",
        arguments: [Duration.minutes(4), .hours(24 * 365)]
    )
    func setBack(_ ahead: Duration) throws {
        let right = Timestamp(seconds: 1_721_034_000)
        var state = PacerState(options: ISSOptions())
        for _ in 0..<5 { _ = try state.reserve("eq", at: right + ahead) }
        state.failed(ExchangeError(.forbidden, detail: ""), family: "fo", at: right + ahead)
        #expect(try state.reserve("eq", at: right) <= right + .seconds(3))
        #expect(throws: ExchangeError.self) { try state.check("fo", at: right) }
        try state.check("fo", at: right + .minutes(11))
    }
}
