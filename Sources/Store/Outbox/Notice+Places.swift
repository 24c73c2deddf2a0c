package import Market

extension Notice {
    /// A place of a sentence and what it holds.
    package struct Place: Hashable, Sendable {
        package let name: String
        package let value: Value

        init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// What each language writes in its own way.
    package enum Value: Hashable, Sendable {
        case count(Int)
        case minutes(Int)
        case seconds(Int)
        /// Of Moscow, to the minute.
        case time(TimeOfDay)
        case since(Since)
        /// 0.05 is five percent.
        case fraction(Double)
        /// The same with its sign.
        case change(Double)
        case price(Double)
        case cause(PollTrouble.Cause)
        case haltCause(Halt.Cause)
        /// `Борис (1002)`.
        case person(String)
        /// `FO obstats`, of several `EQ, FO`; empty for everything.
        case scope(String)
        /// The program's own words, which are English.
        case technical(String)
        /// Alike in every language.
        case text(String)
    }

    /// Since when something has been so.
    package enum Since: Hashable, Sendable {
        case instant(Timestamp)
        /// As rows of earlier versions hold it: `15:45` or `20.11 15:45` of Moscow.
        case words(String)
    }

    /// What a limit of the portfolio was reached with; both are fractions: 0.05 is five percent.
    package struct Loss: Hashable, Sendable {
        package var loss: Double
        package var limit: Double

        package init(loss: Double, limit: Double) {
            self.loss = loss
            self.limit = limit
        }

        init(_ stored: StoredPlaces) throws {
            self.init(loss: try stored.fraction("loss"), limit: try stored.fraction("limit"))
        }

        var places: [Place] { [Place("loss", .fraction(loss)), Place("limit", .fraction(limit))] }
    }

    /// What went by while a silence held.
    package struct SilenceTally: Hashable, Sendable {
        /// `FO obstats`, of several `EQ, FO`; empty for everything.
        package var scope: String
        /// Alerts that still fire.
        package var firing: Int
        /// Alerts that closed unheard.
        package var closed: Int

        package init(scope: String, firing: Int, closed: Int) {
            self.scope = scope
            self.firing = firing
            self.closed = closed
        }

        init(_ stored: StoredPlaces) throws {
            self.init(
                scope: stored.text("scope"),
                firing: try stored.count("firing"),
                closed: try stored.count("closed")
            )
        }

        var places: [Place] {
            [Place("scope", .scope(scope)), Place("firing", .count(firing)), Place("closed", .count(closed))]
        }
    }
}
