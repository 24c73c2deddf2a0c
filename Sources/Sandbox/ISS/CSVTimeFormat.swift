/// How CSV writes dates and times: `iss.df`, `iss.tf` and `iss.dtf`, with the letters of strftime.
struct CSVTimeFormat: Hashable, Sendable {
    let pattern: String

    /// Rewrites `2024-07-15`, `18:40:00` or both; a text of another form stays as it is.
    func text(_ value: String) -> String {
        let parts = value.split { $0 == "-" || $0 == ":" || $0 == " " }
        guard parts.allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return value }
        let isTime = !value.contains("-")
        guard isTime ? parts.count == 3 : parts.count == 3 || parts.count == 6 else { return value }
        let date = isTime ? [] : parts.prefix(3)
        let time = isTime ? parts[...] : parts.dropFirst(3)
        var output = ""
        var isEscaped = false
        for letter in pattern {
            guard isEscaped else {
                if letter == "%" { isEscaped = true } else { output.append(letter) }
                continue
            }
            isEscaped = false
            switch letter {
            case "Y": output += date.first ?? ""
            case "y": output += date.first.map { $0.suffix(2) } ?? ""
            case "m": output += date.dropFirst().first ?? ""
            case "d": output += date.dropFirst(2).first ?? ""
            case "H": output += time.first ?? ""
            case "M": output += time.dropFirst().first ?? ""
            case "S": output += time.dropFirst(2).first ?? ""
            case "%": output.append("%")
            default: output += "%\(letter)"
            }
        }
        return output
    }
}
