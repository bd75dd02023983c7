import FoundationEssentials

/// Messages that gpg sealed, to keys that were thrown away.
enum SampleMessages {
    /// 40 bytes to an elliptic key.
    static let single = decoded(
        """
        hF4Djlmgt52VSsUSAQdAL/2Pzd0CFOFXHQyFDEoI32/FOKKBom0TFfQLn8JZhh4wWZQMHtAWcavPwXK5nJMKKA6d
        N6BwUgsSmcBwS1GubakXnWVRL0KKRfbXKsMLRt9e0lgBDPSWSz9EzdDrvp7dSP7yS/kYztN97RWxQfrzTSaQS4ym
        JCtMAnv77zLjo38wCZehjepj/4vR4VFznFcC2RsZjVkJKFw25us+Ycd15nA0sdP0JPwiK4aA
        """
    )

    /// The same to an RSA key besides.
    static let double = decoded(
        """
        hF4Djlmgt52VSsUSAQdAN1315e3Tou0Kwy68e1WxAT8O9GsmeLpNDuQnhu5NpzQwylxZQG7n+lIcf3k6VUQ/Xdxt
        niKwF/JKN19rFLdVUe4Ni6XYgb3tX1R4sLWsoyCehIwD3WuN81pP8IgBA/wLZZthh11gb3d6dAN6qFgD9S27ZUau
        8bwmUIVheazphPf6OjRLJy7HEgnsbwguZ+Jxry9dQz3FYgPCUXDiKZX9HFXnqFpZ92tPrarQvM0nZdZz1YMTvP1a
        dI02LR/b8Rd1xtFmNuyPM3JqJ10clO1WPiLO6RonKX+89j4DxXIW/NJYAYvzZlF9YJaF5+T9mjKywMcrvIN6LDOA
        StUQ1c7hI1B1A+za3dyVdY1yNU1xFiJsMWhAZBolLt7vJRBM52YkXb/vjMqTDQ65X1ZZiuT2hLgzedTGlPdE5Q==
        """
    )

    /// 700 bytes that came through a pipe: the body is in two pieces.
    static let pieces = decoded(
        """
        hF4Djlmgt52VSsUSAQdAucBAaDDc6ukONbllOjd5OyqQuDN1h6OOi7suQwJoRk0w2iV72jt9K4bjiCAEqtbKv2/7
        IsoTYVwQd13o/eST9h7+tkO+6n3EpAAGhtR8jUTm0ukBL+u+7o954779c3XT8kKJxXhuHnZ/9HdTbRO5OLwpNb/j
        tKqRd7LKbsuBKRghhCukNXmrA4Jr7t1d3Biqs1vV+ZhS9V336z0fYkuro6Zp6+U+Jj8Ya3YvUMZm9ng5DX9V8J/M
        zhzDHwvoglkw94UUGo91wacXdEWijGoI23pOPl/UrgW9MiamKk9Tn4EoSNel8MZ3vxgDukBc5TVHTfHJkGs3eBPU
        N3C3QShhnhPHCtnMGrC14eL4Sx1kohhhG/BpLreRp4to/+R3BvksSKQbcGQGmwVPn9UmCpSmZo2HgnX+OLQFEWWj
        ewGOsKZpKIN2LwQa8xp/LvBwACKv7cbFySgH+8rahRbMI1EjXjSIIaqXsqOg4m3wqa7MpMaUKB2wJObUKosC/i0z
        R5ylJ1w8toFSIeyzL4iGDo+tyagAMPDqszP1oRFVkom9ASyh7Vfwe0z+xN38tS3i2D4Abvcwe2pxVcmP6ITglmRQ
        vaBH/jXPlG9evMwTut5caqz+dVFOKXcbFHgMduMdNkRqrTZx8oELu7HcXgJCm4zy+kM1qxEVNEBrSF8Qp9UdtAXS
        lZ8rNTU76f4xy7OkNMiesEb3NpFEIqaed9eVc4TNLyFXgmlCmCAD9MGfVnkGyHdSNho1yV0AIebodoepfH17xTwQ
        U0iN1gJ8JKF2sJRWMRERu8AvxYL9vffSj68NCtIqQc9708YUNiq/mkP+E7zRU48HVEL7hVWh66Y7IxyC55kbK/8s
        edCSldiF/KqP9blzIXxNwynrx6qtY020GDk1UD5Z+iWzSmhf4gBgKoI0shIZzEld/Y3dbM8p6jRKeA6GKDl4T8UV
        1HFusMq9HYEWgyawGtlAq1FIHJd1/5qfJrzwjL0paDjcVDFE8LvDNvraWfr0CRedv8Dbwh6y+qEetxqvy2kgaoQc
        93i3Li0d7zEWoYBfEcAMO949YlVEeHryX7XjDemRGyx3UTrTLVXqAPYpUYMiFeFyydNEMSWh2vxkqXA=
        """
    )

    private static func decoded(_ text: String) -> [UInt8] {
        Array(Data(base64Encoded: text.filter { !$0.isNewline }) ?? Data())
    }
}
