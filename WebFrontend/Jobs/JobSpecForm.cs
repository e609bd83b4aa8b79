namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>
/// What a submit asks for: names and types of members. Whether the values are allowed is the engine's to say, which applies the same
/// rules to jobs that come another way.
/// </summary>
internal sealed class JobSpecForm : IBodyForm<JobSpec>
{
    public static string Example => """{"kind": "sleep", "input": {"duration": "PT1S"}, "priority": 5, "delay": "PT10S", "tags": ["demo"]}""";

    public static JobSpec Read(FieldReader fields) => new()
    {
        Kind = fields.RequiredText("kind"),
        Input = fields.Input("input"),
        Queue = fields.Text("queue"),
        Priority = fields.Integer("priority") ?? 0,
        RunAt = fields.Time("runAt"),
        Delay = fields.Duration("delay"),
        Timeout = fields.Duration("timeout"),
        ExpiresAt = fields.Time("expiresAt"),
        Retry = fields.Nested("retry") is { } retry ? ReadRetry(retry) : null,
        Tags = fields.Texts("tags"),
        Lane = fields.Text("lane"),
        Cost = fields.Integer("cost") ?? 1,
        After = fields.Ids("after"),
        OnParentFailure = fields.OneOf<ParentFailure>("onParentFailure"),
        Requires = fields.Texts("requires"),
        OnCompleted = fields.Nested("onCompleted") is { } webhook ? ReadWebhook(webhook) : null,
        Debounce = fields.Nested("debounce") is { } debounce ? ReadDebounce(debounce) : null,
    };

    private static JobWebhook ReadWebhook(FieldReader fields)
    {
        var webhook = new JobWebhook { Url = fields.RequiredText("url") };
        fields.RefuseOthers();
        return webhook;
    }

    private static JobDebounce ReadDebounce(FieldReader fields)
    {
        var debounce = new JobDebounce
        {
            Key = fields.RequiredText("key"),
            For = fields.Required("for", fields.Duration),
            AtMost = fields.Duration("atMost"),
            Keep = fields.OneOf<DebounceKeep>("keep"),
        };
        fields.RefuseOthers();
        return debounce;
    }

    /// <summary>A rule of retries, wherever one stands.</summary>
    public static RetryRule ReadRetry(FieldReader fields)
    {
        var absent = new RetryRule();
        var rule = new RetryRule
        {
            MaxAttempts = fields.Integer("maxAttempts") ?? absent.MaxAttempts,
            InitialDelay = fields.Duration("initialDelay") ?? absent.InitialDelay,
            Factor = fields.Number("factor") ?? absent.Factor,
            MaxDelay = fields.Duration("maxDelay") ?? absent.MaxDelay,
            Jitter = fields.Number("jitter") ?? absent.Jitter,
        };
        fields.RefuseOthers();
        return rule;
    }
}
