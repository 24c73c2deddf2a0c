import Market
import Store

/// The texts around a question: asked, waiting for others, and answered.
struct ConfirmationScreen: Sendable {
    let request: PendingRequest
    let wording: Wording

    /// Asks the person who wants it.
    func question(until end: Timestamp, nonce: String, today: CivilDate) -> RenderedMessage {
        let until = wording.html(
            ConfirmPhrase.askedUntil,
            ["time": wording.clock(end, today: today, seconds: true)]
        )
        return RenderedMessage(
            html: "\(question)\n\(effect)\n\(until)",
            keyboard: [
                [
                    button(wording.text(ConfirmPhrase.yes), nonce, .yes),
                    button(wording.text(ConfirmPhrase.no), nonce, .no),
                ]
            ],
            fade: fade(at: end, without: until)
        )
    }

    /// Asks the others.
    func approval(until end: Timestamp, nonce: String, missing: Int, given: [Approval], today: CivilDate)
        -> RenderedMessage
    {
        var lines = [question, effect, wording.html(ConfirmPhrase.askedBy, ["who": request.name])]
        if !given.isEmpty {
            let names = given.map(\.name).joined(separator: ", ")
            lines.append(wording.html(ConfirmPhrase.approvedBy, ["who": names]))
        }
        let needed = wording.html(
            ConfirmPhrase.approvalNeeded,
            [
                "count": wording.count(missing, .approval), "role": wording.name(request.action.role),
                "time": wording.clock(end, today: today, seconds: true),
            ]
        )
        lines.append(needed)
        return RenderedMessage(
            html: lines.joined(separator: "\n"),
            keyboard: [
                [
                    button(wording.text(ConfirmPhrase.approve), nonce, .approve),
                    button(wording.text(ConfirmPhrase.decline), nonce, .decline),
                ]
            ],
            fade: fade(at: end, without: needed)
        )
    }

    /// When nobody can answer any more the buttons go, and the message says so.
    private func fade(at end: Timestamp, without line: String) -> RenderedMessage.Fade {
        RenderedMessage.Fade(at: end, withoutLine: line, withLine: wording.html(ConfirmPhrase.expired))
    }

    /// What was asked, no question any more, with its reason, and what became of it.
    func closed(_ outcome: String) -> String {
        let reason = HTMLText.escape(request.action.reason)
        return ["<b>\(title)</b>", reason, outcome].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Who is doing it, and who agreed.
    func accepted(_ approvals: [Approval]) -> String {
        let names = approvals.map(\.name).joined(separator: ", ")
        return approvals.isEmpty
            ? wording.html(ConfirmPhrase.doneBy, ["who": request.name])
            : wording.html(ConfirmPhrase.doneByWith, ["who": request.name, "others": names])
    }

    private var question: String { "<b>\(title)?</b>" }

    private var title: String { request.action.title(wording) }

    private var effect: String { request.action.effect(wording) }

    private func button(_ label: String, _ nonce: String, _ answer: ConfirmationAnswer) -> RenderedMessage.Button {
        RenderedMessage.Button(label: label, data: ConfirmationRoute(nonce: nonce, answer: answer).payload)
    }
}

extension Role {
    /// What the role may do, in one line.
    var duty: AccessPhrase {
        switch self {
        case .viewer: .dutyViewer
        case .operator: .dutyOperator
        case .trader: .dutyTrader
        case .admin: .dutyAdmin
        }
    }
}
