/// What is wrong with a cron expression; `detail` names the field, the token and what is allowed.
package struct CronError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case fieldCount, nickname, value, range, step
    }

    package let kind: Kind
    package let detail: String

    package var description: String { detail }
}
