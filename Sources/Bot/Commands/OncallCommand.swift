import Market
import Operations
import Store

/// `/oncall`: who is on call now and in the week; `/oncall пн-пт 9-19 Борис` changes it, `/oncall clear` empties it.
struct OncallCommand: ChatCommand {
    let name = "oncall"
    let summary = DutyPhrase.summary
    let isReadOnly = false
    let group = CommandGroup.watch

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let people = request.context.store.people
        guard !request.call.arguments.isEmpty else {
            let screen = DutyScreen(rota: try await people.rota(), now: request.now, wording: request.wording)
            return request.reply(screen.html)
        }
        guard request.caller.may(.operator) else { return request.refuse(needing: .operator) }
        guard let wish = DutyWish(request.call.arguments) else {
            return request.reply(request.wording.html(DutyPhrase.usage))
        }
        let known = try await people.all()
        let found = wish.people(among: known)
        if let word = found.unknown {
            let names = known.map(\.name).joined(separator: ", ")
            return request.reply(request.wording.html(DutyPhrase.unknown, ["word": word, "people": names]))
        }
        var duties = try await people.rota().duties.filter { !wish.slots.contains($0.slot) }
        for slot in wish.slots {
            duties += found.people.map { Duty(slot: slot, person: $0.id, name: $0.name) }
        }
        let screen = DutyScreen(rota: DutyRota(duties), now: request.now, wording: request.wording)
        let done = request.wording.html(found.people.isEmpty ? DutyPhrase.cleared : .set)
        var reaction = request.reply("\(done)\n\(screen.html)")
        reaction.batch.people.duties = [DutyChange(slots: wish.slots, people: found.people)]
        reaction.batch.audit.entries.append(
            AuditEntry(
                at: request.now,
                actor: request.caller.actor,
                action: "duty.set",
                object: wish.text,
                after: found.people.map { "\($0.id) \($0.name)" }.joined(separator: ", "),
                result: "done"
            )
        )
        return reaction
    }
}
