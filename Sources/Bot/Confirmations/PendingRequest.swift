import Platform
import Store

/// What a confirmation keeps: the action and who asked for it.
///
/// Stored as `{"action":{"haltTrading":{"isWhole":true,"reason":""}},"name":"Анна"}`: the action under its name.
struct PendingRequest: Codable, Sendable {
    var action: any PendingAction
    /// The person's name, for messages; the number is the confirmation's own.
    var name: String

    init(action: any PendingAction, name: String) {
        self.action = action
        self.name = name
    }

    /// nil for a confirmation of another version of the bot, whose buttons then no longer work.
    init?(_ confirmation: Confirmation) {
        guard
            // What is wrong with the text does not matter: the person is told to start again.
            let request = try? JSON.decoded(Self.self, from: confirmation.action)
        else { return nil }
        self = request
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let actions = try container.nestedContainer(keyedBy: ActionName.self, forKey: .action)
        guard actions.allKeys.count == 1, let key = actions.allKeys.first,
            let type = PendingActions.all[key.stringValue]
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .action,
                in: container,
                debugDescription: "an unknown action"
            )
        }
        action = try actions.decode(type, forKey: key)
        name = try container.decode(String.self, forKey: .name)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        var actions = container.nestedContainer(keyedBy: ActionName.self, forKey: .action)
        try actions.encode(action, forKey: ActionName(type(of: action).name))
        try container.encode(name, forKey: .name)
    }

    /// As a confirmation stores it.
    func text() throws -> String {
        try JSON.encoded(self)
    }

    private enum CodingKeys: CodingKey {
        case action, name
    }

    private struct ActionName: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) {
            stringValue = name
        }

        init?(stringValue: String) {
            self.init(stringValue)
        }

        init?(intValue: Int) {
            nil
        }
    }
}
