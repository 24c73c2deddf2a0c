import Market
import Store

/// The jobs that stand still, with who stopped them and why.
struct PauseScreen {
    let pauses: [JobPause]
    let today: CivilDate
    let wording: Wording

    var html: String {
        guard !pauses.isEmpty else { return wording.html(PausePhrase.none) }
        return ([wording.html(PausePhrase.listed)] + pauses.map(line)).joined(separator: "\n")
    }

    /// A button for each that lets it go on.
    var keyboard: [[RenderedMessage.Button]] {
        pauses.map(\.job).filter(PauseButtons.fits).prefix(Self.buttons).map { job in
            let label = wording.text(PausePhrase.letGoOn, ["job": job])
            return [RenderedMessage.Button(label: label, data: PauseButtons.payload(job))]
        }
    }

    private static let buttons = 20

    /// The answer to somebody who wants what is so already.
    var already: String { ([wording.html(PausePhrase.already)] + pauses.map(line)).joined(separator: "\n") }

    private func line(_ pause: JobPause) -> String {
        let line = wording.html(
            PausePhrase.line,
            ["job": pause.job, "who": wording.name(of: pause.who), "since": wording.moscow(pause.since, today: today)]
        )
        return pause.why.isEmpty ? line : "\(line)\n\(HTMLText.escape(pause.why))"
    }
}

extension CommandRequest {
    /// What stands still.
    func list(_ pauses: [JobPause]) -> Reaction {
        let screen = PauseScreen(pauses: pauses, today: context.today, wording: wording)
        return reply(screen.html, keyboard: screen.keyboard)
    }
}

/// The sentences of `/pause` and `/unpause`.
enum PausePhrase: String, Phrase {
    case summary, endSummary, title, effect, effectOnMarket, done, hint, already, ended, notPaused, none, letGoOn,
        listed, line,
        indispensable

    var texts: Texts {
        switch self {
        case .summary: Texts("поставить задачу на паузу", "pause a job")
        case .endSummary: Texts("снять задачу с паузы", "let a paused job go on")
        case .title: Texts("Поставить {job} на паузу", "Pause {job}")
        case .effect:
            Texts(
                "Плановые запуски пропускаются, пока паузу не снимут",
                "Its planned runs are passed over until somebody lets it go on"
            )
        case .effectOnMarket:
            Texts(
                "Рынок {market} останется без наблюдения, пока паузу не снимут",
                "{market} is not watched until somebody lets it go on"
            )
        case .done: Texts("⏸ Готово, {who}: {job} на паузе", "⏸ Done, {who}: {job} is paused")
        case .hint: Texts("Снять: /unpause {job}", "To go on: /unpause {job}")
        case .already: Texts("⚪ Уже на паузе", "⚪ Paused already")
        case .ended: Texts("▶ {job}: пауза снята", "▶ {job} goes on")
        case .notPaused: Texts("⚪ {job}: паузы нет", "⚪ {job} is not paused")
        case .none: Texts("⚪ Задач на паузе нет", "⚪ No job is paused")
        case .letGoOn: Texts("▶ Снять {job}", "▶ Unpause {job}")
        case .listed: Texts("⏸ На паузе:", "⏸ Paused:")
        case .line: Texts("{job}: {who}, с {since}", "{job}: {who}, since {since}")
        case .indispensable:
            Texts("🟠 {job} планирует завтрашний день, без неё нельзя", "🟠 {job} plans tomorrow and cannot be paused")
        }
    }
}
