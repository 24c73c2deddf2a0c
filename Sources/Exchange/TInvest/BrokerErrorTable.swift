/// What the house does when the broker says no.
package enum BrokerAction: String, CaseIterable, Sendable {
    /// Our own mistake: the order is not repeated, and somebody is told.
    case fixRequest
    /// The order is refused; the signal is dropped.
    case reject
    /// Too little money or cover: the signal is dropped, positions are read anew, the instrument pauses.
    case rejectFunds
    /// The words say what it is; after a refused cancellation the order is asked for, since it may have filled.
    case askState
    /// The instrument is not for this account.
    case disableInstrument
    /// The key was used: what it led to is looked up, never sent under another key.
    case adoptExisting
    /// Another type of order is allowed now; once.
    case replanType
    /// No trading now: the instrument waits for its status to change.
    case waitForTrading
    /// Nothing was there to trade with: the usual end of an immediate order.
    case notExecuted
    /// The price lies outside the day's limits: moved to the limit or left out.
    case clampPrice
    /// Too large: in parts.
    case splitOrder
    /// A question about too long a time: in parts.
    case shrinkPeriod
    /// Trading stops, a person is told.
    case stopTrading
    /// The broker does not have it; of an order after a lost answer: it never arrived.
    case notFound
    /// Questions are repeated with growing waits; the state of an order is unknown and is asked for.
    case retryOrAsk
    /// Streams: wait, open again, subscribe again.
    case reopenStream
    /// Wait until the minute's count begins anew.
    case slowDown
    /// A person has to do something with the account.
    case tellOperator
}

/// The broker's error codes, what they mean and what is done (T-Invest API, table "Ошибки"; docs/broker.md, Errors).
package enum BrokerErrorTable {
    package struct Row: Hashable, Sendable {
        package let codes: [ClosedRange<Int>]
        package let meaning: String
        package let action: BrokerAction

        init(_ codes: [ClosedRange<Int>], _ meaning: String, _ action: BrokerAction) {
            self.codes = codes
            self.meaning = meaning
            self.action = action
        }
    }

    /// The row of a code; nil for one that the table does not have.
    package static func row(of code: Int) -> Row? {
        rows.first { row in row.codes.contains { $0.contains(code) } }
    }

    private static func one(_ code: Int) -> ClosedRange<Int> { code...code }

    /// The first row that has a code counts, so the special ones stand before the ranges.
    package static let rows: [Row] = [
        Row([one(30_002), one(30_014), one(30_084), one(30_235), one(30_244)], "period too long", .shrinkPeriod),
        Row([one(30_034)], "not enough money", .rejectFunds),
        Row([one(30_042)], "not enough assets for a margin trade", .rejectFunds),
        Row([one(30_240)], "may open an uncovered position", .rejectFunds),
        Row([one(30_049), one(30_053)], "placing failed, the words say why", .reject),
        Row([one(30_059), one(30_060)], "cancelling failed, the words say why", .askState),
        Row(
            [one(30_051), one(30_052), one(30_101), one(90_002)],
            "the instrument is not for this account",
            .disableInstrument
        ),
        Row([one(30_057)], "duplicate order key", .adoptExisting),
        Row([one(30_068), one(30_103)], "another type of order only", .replanType),
        Row([one(30_078)], "price off the step", .fixRequest),
        Row([one(30_079), one(30_092), 30_097...30_098], "no trading now", .waitForTrading),
        Row([30_095...30_096, one(30_227)], "not executed", .notExecuted),
        Row([one(30_099)], "price outside the limits", .clampPrice),
        Row([one(30_109), one(90_003)], "order too large", .splitOrder),
        Row([one(35_001)], "too many sandbox accounts", .tellOperator),
        Row([40_002...40_004], "token or account has not the rights", .stopTrading),
        Row([one(50_002), 50_004...50_006], "not found", .notFound),
        Row([70_001...70_003], "the broker's own trouble", .retryOrAsk),
        Row([one(80_001), 80_004...80_005], "streams", .reopenStream),
        Row([one(80_002)], "request limit", .slowDown),
        Row([one(90_001)], "confirmation by code is on", .tellOperator),
        Row(
            [
                30_001...30_033, 30_036...30_045, 30_055...30_056, 30_069...30_070, one(30_080), one(30_093),
                one(30_100),
                one(30_102), one(30_221), one(30_028),
            ],
            "bad or missing parameter",
            .fixRequest
        ),
    ]
}
