package import Market

/// The kinds of values. Every method declares its key; a nil default means that the key may be absent.
extension ConfigurationReader {
    /// Any text.
    package mutating func text(_ path: String, _ name: String, default fallback: String, _ summary: String) -> String {
        read(declaration(path, name, fallback, "any text", summary)) { $0.first } ?? fallback
    }

    /// Any text, or nothing.
    package mutating func optionalText(_ path: String, _ name: String, _ summary: String) -> String? {
        read(declaration(path, name, nil, "any text", summary)) { $0.first }
    }

    /// Text that must never be shown.
    package mutating func secret(_ path: String, _ name: String, _ summary: String) -> Secret<String>? {
        let declaration = declaration(path, name, nil, "text, or `enc:` and a Fernet token", summary, isSecret: true)
        return read(declaration) { $0.first.map { Secret($0) } }
    }

    /// The same for a secret of a known form.
    ///
    /// - Parameters:
    ///   - allowed: that form in words, for the message, which never shows the value.
    ///   - isPossible: False for what cannot be one.
    package mutating func secret(
        _ path: String,
        _ name: String,
        allowed: String,
        _ summary: String,
        isPossible: (String) -> Bool
    ) -> Secret<String>? {
        read(declaration(path, name, nil, "\(allowed), or `enc:` and a Fernet token", summary, isSecret: true)) {
            texts in
            texts.first.flatMap { isPossible($0) ? Secret($0) : nil }
        }
    }

    /// The base of a remote's addresses, without a slash at the end; user names and passwords in it are refused.
    ///
    /// - Parameter ending: What follows in the value itself, in the default too, and is never written: `/iss`.
    package mutating func url(
        _ path: String,
        _ name: String,
        default fallback: String,
        endingIn ending: String = "",
        _ summary: String
    ) -> String {
        precondition(fallback.hasSuffix(ending), "the default of \(path) does not end in \(ending)")
        let shown = String(fallback.dropLast(ending.count))
        let value = read(declaration(path, name, shown, Self.urlForm, summary)) { $0.first.flatMap(Self.url) }
        return value.map { $0 + ending } ?? fallback
    }

    /// The base of a remote's addresses as ``url(_:_:default:endingIn:_:)`` takes it, or nothing.
    package mutating func optionalURL(_ path: String, _ name: String, _ summary: String) -> String? {
        read(declaration(path, name, nil, Self.urlForm, summary)) { $0.first.flatMap(Self.url) }
    }

    /// An address that itself grants something, such as a ping URL.
    package mutating func secretURL(_ path: String, _ name: String, _ summary: String) -> Secret<String>? {
        read(declaration(path, name, nil, Self.urlForm, summary, isSecret: true)) { texts in
            texts.first.flatMap(Self.url).map { Secret($0) }
        }
    }

    package mutating func integer(
        _ path: String,
        _ name: String,
        default fallback: Int,
        in range: ClosedRange<Int>,
        unit: String? = nil,
        _ summary: String
    ) -> Int {
        bounded(path, name, fallback, in: range, "a whole number", unit: unit, summary)
    }

    /// A Telegram id: groups are negative.
    package mutating func identifier(_ path: String, _ name: String, _ summary: String) -> Int64? {
        read(declaration(path, name, nil, "a whole number", summary)) { $0.first.flatMap { Int64($0) } }
    }

    /// Ids separated by commas or spaces, or a list.
    package mutating func identifiers(_ path: String, _ name: String, _ summary: String) -> [Int64] {
        read(declaration(path, name, "", "whole numbers, separated by commas", summary)) { texts in
            let words = texts.flatMap { $0.split(whereSeparator: { $0 == "," || $0.isWhitespace }) }
            let numbers = words.compactMap { Int64($0) }
            return numbers.count == words.count ? numbers : nil
        } ?? []
    }

    package mutating func number(
        _ path: String,
        _ name: String,
        default fallback: Double,
        in range: ClosedRange<Double>,
        unit: String? = nil,
        _ summary: String
    ) -> Double {
        bounded(path, name, fallback, in: range, "a number", unit: unit, summary)
    }

    private mutating func bounded<Value: Comparable & LosslessStringConvertible>(
        _ path: String,
        _ name: String,
        _ fallback: Value,
        in range: ClosedRange<Value>,
        _ what: String,
        unit: String?,
        _ summary: String
    ) -> Value {
        let allowed = "\(what) from \(range.lowerBound) to \(range.upperBound)"
        return read(declaration(path, name, "\(fallback)", allowed, summary, unit: unit)) { texts in
            texts.first.flatMap { Value($0) }.flatMap { range.contains($0) ? $0 : nil }
        } ?? fallback
    }

    /// A span as a whole number of seconds.
    package mutating func seconds(
        _ path: String,
        _ name: String,
        default fallback: Duration,
        in range: ClosedRange<Int>,
        _ summary: String
    ) -> Duration {
        .seconds(integer(path, name, default: Int(fallback.wholeSeconds), in: range, unit: "seconds", summary))
    }

    /// A span as a whole number of minutes.
    package mutating func minutes(
        _ path: String,
        _ name: String,
        default fallback: Duration,
        in range: ClosedRange<Int>,
        _ summary: String
    ) -> Duration {
        .minutes(integer(path, name, default: Int(fallback.wholeSeconds / 60), in: range, unit: "minutes", summary))
    }

    package mutating func boolean(_ path: String, _ name: String, default fallback: Bool, _ summary: String) -> Bool {
        read(declaration(path, name, "\(fallback)", "true or false", summary)) { texts in
            switch texts.first?.lowercased() {
            case "true", "yes", "on", "1": true
            case "false", "no", "off", "0": false
            default: nil
            }
        } ?? fallback
    }

    /// One of an enumeration's words, upper and lower case alike.
    package mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ path: String,
        _ name: String,
        default fallback: Choice,
        _ summary: String
    ) -> Choice {
        let allowed = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return read(declaration(path, name, fallback.rawValue, allowed, summary)) { texts in
            Choice.allCases.first { $0.rawValue.lowercased() == texts.first?.lowercased() }
        } ?? fallback
    }

    /// A time of the day.
    package mutating func time(
        _ path: String,
        _ name: String,
        default fallback: TimeOfDay,
        _ summary: String
    ) -> TimeOfDay {
        let declaration = declaration(path, name, Self.text(fallback), "HH:MM or HH:MM:SS", summary)
        return read(declaration) { $0.first.flatMap { TimeOfDay($0) } } ?? fallback
    }

    /// A time of the day, or nil for `off`.
    package mutating func optionalTime(
        _ path: String,
        _ name: String,
        default fallback: TimeOfDay?,
        _ summary: String
    ) -> TimeOfDay? {
        let shown = fallback.map(Self.text) ?? "off"
        let value: TimeOfDay?? = read(declaration(path, name, shown, "HH:MM, HH:MM:SS or off", summary)) { texts in
            texts.first == "off" ? .some(nil) : texts.first.flatMap { TimeOfDay($0) }.map { .some($0) }
        }
        return value ?? fallback
    }

    private static func text(_ time: TimeOfDay) -> String {
        time.second == 0 ? time.shortDescription : time.description
    }

    /// A value with a reader of its own.
    package mutating func value<Value>(
        _ path: String,
        _ name: String,
        default fallback: String?,
        allowed: String,
        _ summary: String,
        _ parse: (String) -> Value?
    ) -> Value? {
        read(declaration(path, name, fallback, allowed, summary)) { $0.first.flatMap(parse) }
    }

    private func declaration(
        _ path: String,
        _ name: String,
        _ fallback: String?,
        _ allowed: String,
        _ summary: String,
        unit: String? = nil,
        isSecret: Bool = false
    ) -> SettingDeclaration {
        SettingDeclaration(
            path: path,
            environmentName: name,
            defaultText: fallback,
            allowed: allowed,
            unit: unit,
            summary: summary,
            isSecret: isSecret
        )
    }

    private static let urlForm = "http:// or https:// with a host"

    private static func url(_ text: String) -> String? {
        guard let match = text.wholeMatch(of: /https?:\/\/[A-Za-z0-9\[][^\s@]*/) else { return nil }
        return String(match.output.hasSuffix("/") ? match.output.dropLast() : match.output)
    }
}
