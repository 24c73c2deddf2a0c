package import Market
import Platform

/// What a message shows that is edited in place whenever it changes.
package enum LivingSubject: Hashable, Sendable {
    /// An alert, or the leader of those that share a message.
    case alert(Int64)
    /// A position of the trading engine, by its number.
    case position(Int64)
    /// What the trading engine has done in a day.
    case tradingDay(CivilDate)

    /// The column `kind`.
    enum Kind: String, SQLConvertible {
        case alert, position
        case tradingDay = "trading_day"
    }

    var kind: Kind {
        switch self {
        case .alert: .alert
        case .position: .position
        case .tradingDay: .tradingDay
        }
    }

    /// The column `number`, which is one within its kind.
    var number: Int64 {
        switch self {
        case .alert(let number), .position(let number): number
        case .tradingDay(let date): Int64(date.dayNumber)
        }
    }
}

/// The message that shows something in one chat and is edited in place.
package struct LivingMessage: Hashable, Sendable {
    package var subject: LivingSubject
    /// Telegram's chat id.
    package var chat: Int64
    package var messageID: Int64

    package init(_ subject: LivingSubject, chat: Int64, messageID: Int64) {
        self.subject = subject
        self.chat = chat
        self.messageID = messageID
    }
}

/// The one reminder of an alert that stands in a chat.
package struct StandingReminder: Hashable, Sendable {
    package var alert: Int64
    package var chat: Int64
    /// nil: none any more.
    package var messageID: Int64?

    package init(alert: Int64, chat: Int64, messageID: Int64?) {
        self.alert = alert
        self.chat = chat
        self.messageID = messageID
    }
}

extension Schema {
    /// What a message shows, by its kind; before, the sign and the size of one number told it.
    static let livingSubjects = """
        CREATE TABLE living_subjects (
            kind TEXT NOT NULL, number INTEGER NOT NULL, chat INTEGER NOT NULL, message INTEGER NOT NULL, reminder INTEGER,
            PRIMARY KEY (kind, number, chat)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO living_subjects (kind, number, chat, message, reminder)
        SELECT CASE WHEN alert >= 0 THEN 'alert' WHEN alert >= -1000000 THEN 'trading_day' ELSE 'position' END,
            ABS(alert), chat, message, reminder FROM living_messages;
        DROP TABLE living_messages;
        ALTER TABLE living_subjects RENAME TO living_messages;
        """
}
