import Market
import Operations
import Store

/// A button under a position: `v1:trip:<number>:half`, `v1:trip:<number>:all`.
struct TripRoute: Hashable, Sendable {
    static let name = "trip"

    let trip: Int64
    let isHalf: Bool

    init(trip: Int64, isHalf: Bool) {
        self.trip = trip
        self.isHalf = isHalf
    }

    /// Returns nil when the arguments are not what this bot writes.
    init?(_ arguments: [String]) {
        guard arguments.count == 2, let trip = Int64(arguments[0]), trip > 0, ["half", "all"].contains(arguments[1])
        else { return nil }
        self.init(trip: trip, isHalf: arguments[1] == "half")
    }

    var payload: String {
        CallbackPayload(route: Self.name, arguments: ["\(trip)", isHalf ? "half" : "all"]).text
    }
}

/// Asks before a position is closed, or half of it; traders only.
struct TripButtons: ButtonHandler {
    let route = TripRoute.name

    func plan(_ press: ButtonPress) async throws -> PressPlan? {
        guard let route = TripRoute(press.payload.arguments) else { return nil }
        guard press.caller.may(.trader) else { return .refusal(needing: .trader, press.wording) }
        guard let trip = try await press.context.store.engine.trip(route.trip), trip.isOpen else {
            return .refusal(press.wording.text(EnginePhrase.gone))
        }
        return PressPlan {
            let action = ClosePositionAction(trip: trip.number, instrument: trip.instrument, isHalf: route.isHalf)
            return try Confirming(context: press.context).ask(action, press.caller, asEdit: false)
        }
    }
}

/// The close of a position, or of half of it: that one, and none that was opened since.
struct ClosePositionAction: PendingAction {
    static let name = "closePosition"

    let trip: Int64
    let instrument: String
    let isHalf: Bool

    var kind: ActionKind { .trade }
    var audit: AuditAction { .engineClose }
    var object: String { "\(instrument) \(trip)\(isHalf ? " half" : "")" }

    func title(_ wording: Wording) -> String {
        wording.html(isHalf ? EnginePhrase.halfTitle : .closeTitle, ["name": instrument])
    }

    func effect(_ wording: Wording) -> String { wording.html(isHalf ? EnginePhrase.halfEffect : .closeEffect) }

    func run(_ yes: ConfirmedAction) async throws -> Reaction { yes.post(.engine(.close(trip: trip, isHalf: isHalf))) }
}
