import Platform

/// The rights that the objects of members carry.
///
/// Strict clients refuse an object that lacks one (docs/reference/telegram.md, Client libraries).
enum MemberRights {
    /// What the sandbox's administrators may do, in the server's order.
    static func ofAdministrators(in chat: SandboxChat) -> [JSON.Member] {
        var rights: [(String, Bool)] = [("can_manage_chat", true), ("can_change_info", false)]
        if chat.kind == .channel { rights += [("can_post_messages", true), ("can_edit_messages", true)] }
        rights += [("can_delete_messages", true), ("can_invite_users", true), ("can_restrict_members", false)]
        if chat.isGroup { rights.append(("can_pin_messages", true)) }
        if chat.kind == .supergroup { rights.append(("can_manage_topics", chat.isForum)) }
        rights += [
            ("can_promote_members", false), ("can_manage_video_chats", false), ("can_post_stories", false),
            ("can_edit_stories", false), ("can_delete_stories", false),
        ]
        if chat.kind == .channel { rights.append(("can_manage_direct_messages", false)) }
        if chat.isGroup { rights.append(("can_manage_tags", false)) }
        // Newer than the open server: aiogram 3.31 demands it.
        rights += [("can_send_welcome_messages", false), ("is_anonymous", false)]
        return rights.map { JSON.Member($0.0, .bool($0.1)) }
    }

    /// The `ChatPermissions` of members who are no administrators.
    static func permissions(granted: Bool) -> JSON {
        let open = [
            "can_send_messages", "can_send_media_messages", "can_send_audios", "can_send_documents", "can_send_photos",
            "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
            "can_send_other_messages", "can_add_web_page_previews", "can_react_to_messages", "can_invite_users",
        ]
        let closed = ["can_change_info", "can_edit_tag", "can_pin_messages", "can_manage_topics"]
        return .object(open.map { JSON.Member($0, .bool(granted)) } + closed.map { JSON.Member($0, false) })
    }
}
