import Market
import Operations
import Store

/// `/delays`: the last slot of every feed, how late it was published, and how long ago.
struct DelaysCommand: ChatCommand {
    let name = "delays"
    let summary = CommandPhrase.delaysSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let now = request.now
        var table = TextTable(
            [.left, .right, .right, .right],
            header: [
                wording.text(CommandPhrase.delaysFeed), wording.text(CommandPhrase.delaysSlot),
                wording.text(CommandPhrase.delaysDelay), wording.text(CommandPhrase.delaysAge),
            ]
        )
        let market = request.call.arguments.first.flatMap { AlgoPackSegment($0) }
        for feed in Feed.all where feed.endpoint.isSlotted && (market == nil || feed.market == market) {
            guard let slot = try await request.context.store.feeds.latestSlot(feed), slot.date == request.context.today
            else {
                table.add([feed.description, "--", "--", "--"])
                continue
            }
            let delay = slot.publicationDelay
            let mark = delay > request.context.options.delayLimit ? "!" : ""
            table.add([
                feed.description, slot.label.shortDescription, mark + minutes(delay, wording),
                minutes(slot.systime.duration(to: now), wording),
            ])
        }
        let title = wording.html(CommandPhrase.delaysTitle, ["time": wording.moscow(now, today: nil)])
        return request.reply("<b>\(title)</b>\n\(table.html)")
    }

    /// `4:05` minutes and seconds, short enough for a column.
    private func minutes(_ span: Duration, _ wording: Wording) -> String {
        let seconds = max(0, span.wholeSeconds)
        return seconds >= 6000
            ? "\(seconds / 3600)\(wording.language == .russian ? "ч" : "h")"
            : "\(seconds / 60):\(padded(Int(seconds % 60), to: 2))"
    }
}
