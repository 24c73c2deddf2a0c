/// A mistake on the command line; its text is one line that names the mistake and the nearest valid word.
package struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case unknownCommand, unknownFlag, missingValue, unexpectedValue, invalidValue, missingArgument, extraArgument
        case repeatedFlag
    }

    package let kind: Kind
    package let detail: String

    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    package var description: String { detail }
}
