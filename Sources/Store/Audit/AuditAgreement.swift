/// Who agreed with something, or who asked for it, as the audit trail keeps it beside what it became.
package enum AuditAgreement: Hashable, Sendable {
    /// As signatures: `42 Иван`.
    case approved(by: [String])
    case asked(by: String)

    /// As it is stored.
    package var text: String {
        switch self {
        case .approved(let people): Self.approvedMark + people.joined(separator: ", ")
        case .asked(let person): Self.askedMark + person
        }
    }

    /// Reads one part of what is stored, as commas separate them: of several who approved only the first has the mark.
    package init?(stored text: String) {
        if text.hasPrefix(Self.approvedMark) {
            self = .approved(by: [String(text.dropFirst(Self.approvedMark.count))])
        } else if text.hasPrefix(Self.askedMark) {
            self = .asked(by: String(text.dropFirst(Self.askedMark.count)))
        } else {
            return nil
        }
    }

    private static let approvedMark = "approved by "
    private static let askedMark = "for "
}
