import Store

extension Wording {
    /// `Дежурит: Борис`, each name a link that Telegram tells its owner of; empty where nobody is on call.
    func called(_ duties: [Duty]) -> [String] {
        guard !duties.isEmpty else { return [] }
        let names = duties.map { HTMLText.mention($0.person, $0.name) }.joined(separator: ", ")
        return [html(DutyPhrase.mention, raw: ["who": names])]
    }
}
