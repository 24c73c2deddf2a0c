import Market
import Store

/// "Send me this plot as a file": `v1:file:<market>:<endpoint or all>:<date>`.
struct PlotFileRoute: Hashable, Sendable {
    static let name = "file"

    let market: AlgoPackSegment
    /// nil: every feed of the market.
    let endpoint: Endpoint?
    let date: CivilDate

    init(market: AlgoPackSegment, endpoint: Endpoint?, date: CivilDate) {
        self.market = market
        self.endpoint = endpoint
        self.date = date
    }

    /// Reads the arguments after the route's name; nil when they are not what this bot writes.
    init?(_ arguments: [String]) {
        guard arguments.count == 3, let market = AlgoPackSegment(arguments[0]), let date = CivilDate(arguments[2])
        else {
            return nil
        }
        let endpoint = Endpoint(arguments[1])
        guard arguments[1] == Self.all || endpoint.map({ $0.isSlotted && Feed.exists($0, on: market) }) == true else {
            return nil
        }
        self.init(market: market, endpoint: endpoint, date: date)
    }

    var payload: String {
        CallbackPayload(
            route: Self.name,
            arguments: [market.rawValue, endpoint?.rawValue ?? Self.all, date.description]
        ).text
    }

    func content(replyTo: Int64?) -> MessageContent {
        let endpoints = endpoint.map { [$0] } ?? Feed.all(of: market).map(\.endpoint).filter(\.isSlotted)
        return .plotFiles(market: market, date: date, endpoints: endpoints, replyTo: replyTo)
    }

    private static let all = "all"
}

/// Answers with the pictures as documents.
struct PlotFileButtons: ButtonHandler {
    let route = PlotFileRoute.name

    func plan(_ press: ButtonPress) async throws -> PressPlan? {
        guard let route = PlotFileRoute(press.payload.arguments) else { return nil }
        return PressPlan(toast: press.wording.text(ReportPhrase.plotFileHint)) {
            var reaction = Reaction()
            reaction.add(press.caller, route.content(replyTo: press.caller.messageID), at: press.now)
            return reaction
        }
    }
}

extension Outgoing {
    /// Puts the button under a picture that asks for it as a file.
    func withFileButton(_ feed: Feed, date: CivilDate, _ wording: Wording) -> Outgoing {
        guard case .pictures(let files, let caption, _, let replyTo, _) = self, files.count == 1 else { return self }
        let button = RenderedMessage.Button(
            label: wording.text(ReportPhrase.plotFile),
            data: PlotFileRoute(market: feed.market, endpoint: feed.endpoint, date: date).payload
        )
        return .pictures(files, caption: caption, keyboard: [[button]], replyTo: replyTo)
    }
}
