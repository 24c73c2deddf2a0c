import Market
import Operations
import Store

/// `/oncall`: who is on call now and in the week; `/oncall пн-пт 9-19 Борис` changes it, `/oncall clear` empties it.
///
/// An operator may press instead: days, hours, a person.
struct OncallCommand: ChatCommand {
    let name = "oncall"
    let summary = DutyPhrase.summary
    let isReadOnly = false
    let group = CommandGroup.watch

    /// Everybody may look.
    func role(of call: CommandCall) -> Role? { call.arguments.isEmpty ? .viewer : .operator }

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let people = request.context.store.people
        guard !request.call.arguments.isEmpty else {
            return request.offer(
                DutyScreen(rota: try await people.rota(), now: request.now, wording: request.wording).html,
                DutyChoice.start(for: request.caller)
            )
        }
        let known = try await request.context.team()
        if let choice = DutyChoice(request.call.arguments, known, request.wording) {
            return request.offer(choice.html, choice.choice)
        }
        guard let wish = DutyWish(request.call.arguments) else {
            return request.reply(request.wording.html(DutyPhrase.usage))
        }
        guard let edit = RotaEdit(wish, among: known) else {
            let names = known.isEmpty ? "—" : known.map(\.name).joined(separator: ", ")
            let word = wish.people(among: known).unknown ?? ""
            return request.reply(request.wording.html(DutyPhrase.unknown, ["word": word, "people": names]))
        }
        let rota = edit.applied(to: try await people.rota())
        let done = request.wording.html(edit.people.isEmpty ? DutyPhrase.cleared : .set)
        let table = DutyScreen(rota: rota, now: request.now, wording: request.wording).html
        var reaction = request.offer("\(done)\n\(table)", DutyChoice.start(for: request.caller))
        edit.add(to: &reaction.batch, by: request.caller.actor, at: request.now)
        return reaction
    }
}
