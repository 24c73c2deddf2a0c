import Platform

extension TelegramWorld {
    /// The `ChatMember` object with all the rights strict clients want to see.
    func json(member user: Int64, of chat: SandboxChat) -> JSON {
        let person = self.user(user).json
        let standing = chat.standing(of: user)
        switch standing {
        case .creator: return ["user": person, "status": "creator", "is_anonymous": false]
        case .administrator:
            return .object(
                [.init("user", person), .init("status", "administrator"), .init("can_be_edited", false)]
                    + MemberRights.ofAdministrators(in: chat)
            )
        case .member, .left: return ["user": person, "status": .string(standing.rawValue)]
        case .restricted:
            let rights = MemberRights.permissions(granted: false).members ?? []
            return .object(
                [.init("user", person), .init("status", "restricted"), .init("is_member", true)] + rights
                    + [.init("until_date", 0)]
            )
        case .kicked: return ["user": person, "status": "kicked", "until_date": 0]
        }
    }
}
