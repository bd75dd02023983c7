/// Documents and queries of the kinds providers and pipeline files have.
enum SampleTexts {
    static let documents = [
        #"{"data":[{"user_id":"17841400000000000001","n":1.50,"a":[1,2,[3,{"b":null}]]}],"é":true}"#,
        #"{"error":{"message":"x","type":"OAuthException","code":190,"error_subcode":463}}"#,
        #"{"items":[{"name":"a","public":true},{"name":"b","public":false}],"next":"?after=2"}"#,
        #"[1,-0,1.0,1e3,"é","e\u0301","\ud834\udd1e",[],{},[[[[[[1]]]]]]]"#,
        #""text""#, "0", "null",
    ]

    static let queries = [
        "$", "$.data[0].user_id", "$..a", "$.items[?@.public == true].name", "$[?@ > 1]",
        "$..[?length(@.name) < 2]", "$.items[?match(@.name, '[a-z]+')]", "$[0,1,'a',::-1]",
        "$.data[*].a[-1:0:-1]", "$[?count(@..*) >= 1 && !(@.b || @ == null)]",
        "$.error['code', \"type\"]",
    ]
}
