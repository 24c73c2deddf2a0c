import Platform

extension PeopleStore {
    /// Everybody who may do something, by id: people with a role, and the admins by configuration as the bot's last start knew
    /// them, under the name that Telegram gives them.
    package func team() throws -> [Person] {
        let known = try all()
        let appointed = try database.appointedAdmins()
        let raised = known.map { person in
            var person = person
            if appointed.contains(person.id) { person.role = .admin }
            return person
        }
        let others = try appointed.subtracting(known.map(\.id)).map { id in
            Person(id: id, name: try database.setting(SettingName.appointedName(id)) ?? String(id), role: .admin)
        }
        return (raised + others).sorted { $0.id < $1.id }
    }

    /// Remembers what an admin by configuration is called; without a change nothing is written.
    package func noteAppointed(_ id: Int64, name: String) throws {
        let key = SettingName.appointedName(id)
        guard try database.setting(key) != name else { return }
        try write { try $0.saveSetting(key, name) }
    }
}
