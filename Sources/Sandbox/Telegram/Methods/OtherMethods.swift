/// The methods of the real server (Bot API 10.0) that a monitoring bot has no use for and the sandbox does not play.
enum OtherMethods {
    private static let names = Set(
        """
        getmydefaultadministratorrights setmydefaultadministratorrights getmyname setmyname setmyprofilephoto \
        removemyprofilephoto getmydescription setmydescription getmyshortdescription setmyshortdescription \
        getchatmenubutton setchatmenubutton getuserprofilephotos getuserprofileaudios sendanimation sendaudio \
        senddice sendlivephoto sendsticker sendvideo sendvideonote sendvoice sendpaidmedia sendgame sendinvoice \
        sendlocation sendvenue sendcontact sendpoll stoppoll sendchecklist sendmessagedraft editmessagelivelocation \
        stopmessagelivelocation editmessagechecklist deletemessagereaction deleteallmessagereactions poststory \
        repoststory editstory deletestory createinvoicelink getmystarbalance getstartransactions refundstarpayment \
        edituserstarsubscription getavailablegifts sendgift giftpremiumsubscription getmanagedbottoken \
        getmanagedbotaccesssettings setmanagedbotaccesssettings replacemanagedbottoken verifyuser verifychat \
        removeuserverification removechatverification setgamescore getgamehighscores answerwebappquery \
        answerguestquery answerinlinequery savepreparedinlinemessage savepreparedkeyboardbutton answershippingquery \
        answerprecheckoutquery exportchatinvitelink createchatinvitelink createchatsubscriptioninvitelink \
        editchatinvitelink editchatsubscriptioninvitelink revokechatinvitelink getbusinessconnection \
        readbusinessmessage deletebusinessmessages setbusinessaccountname setbusinessaccountusername \
        setbusinessaccountbio setbusinessaccountprofilephoto removebusinessaccountprofilephoto \
        setbusinessaccountgiftsettings getbusinessaccountstarbalance transferbusinessaccountstars \
        getbusinessaccountgifts getusergifts getchatgifts convertgifttostars upgradegift transfergift \
        setuseremojistatus getuserpersonalchatmessages setchatphoto deletechatphoto setchattitle setchatpermissions \
        setchatdescription approvesuggestedpost declinesuggestedpost setchatstickerset deletechatstickerset \
        getforumtopiciconstickers editgeneralforumtopic hidegeneralforumtopic unhidegeneralforumtopic \
        unpinallgeneralforumtopicmessages promotechatmember setchatadministratorcustomtitle setchatmembertag \
        banchatmember kickchatmember restrictchatmember unbanchatmember banchatsenderchat unbanchatsenderchat \
        approvechatjoinrequest declinechatjoinrequest getuserchatboosts getstickerset getcustomemojistickers \
        uploadstickerfile createnewstickerset addstickertoset replacestickerinset setstickersettitle \
        setstickersetthumb setstickersetthumbnail setcustomemojistickersetthumbnail deletestickerset \
        setstickerpositioninset deletestickerfromset setstickeremojilist setstickerkeywords setstickermaskposition \
        setpassportdataerrors sendcustomrequest answercustomquery
        """.split(separator: " ").map(String.init)
    )

    /// 404 only where the real server answers so, since some stop on it (docs/reference/telegram.md, Client libraries).
    static func refusal(of method: String) -> TelegramFailure {
        names.contains(method) ? .bad("METHOD_NOT_PLAYED: the sandbox does not play \(method)") : .unknownMethod
    }
}
