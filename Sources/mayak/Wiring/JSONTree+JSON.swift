import Platform

extension JSONTree {
    /// The same values; of members with one name the last counts.
    init(_ json: JSON) {
        switch json {
        case .null: self = .text(nil)
        case .bool(let flag): self = .flag(flag)
        case .int(let number): self = .number(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .array(let items): self = .list(items.map(JSONTree.init))
        case .object(let members):
            self = .object(Dictionary(members.map { ($0.name, JSONTree($0.value)) }) { $1 })
        }
    }
}
