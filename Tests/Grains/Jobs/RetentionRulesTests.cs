using Microsoft.Extensions.Options;
using OrleansJobs.Grains.Jobs;
using Xunit;

namespace OrleansJobs.Tests.Grains.Jobs;

/// <summary>Which of the settings about retention holds for a job.</summary>
public sealed class RetentionRulesTests
{
    private readonly RetentionOptions _options = new() { Payload = Days(7), Row = Days(30) };

    [Fact]
    public void Without_more_the_same_holds_for_all()
    {
        Assert.Equal(new PayloadTimes(Days(7), Days(7), Days(7)), Rules().PayloadsOf(null));
        Assert.Equal(Days(30), Row("any", JobPhase.Failed));
    }

    [Fact]
    public void The_more_precise_setting_holds_and_what_is_said_of_a_kind_precedes_what_is_said_of_an_end()
    {
        _options.Failed = new RetentionTerm { Payload = Days(20), Row = Days(90) };
        _options.Kinds["mail"] = new KindRetention { Payload = Days(1), Failed = new RetentionTerm { Row = Days(60) }, Cancelled = new RetentionTerm { Payload = Days(2) } };
        _options.Kinds["bill"] = new KindRetention { Row = Days(3_000) };

        Assert.Equal(new PayloadTimes(Days(7), Days(20), Days(7)), Rules().PayloadsOf(null));
        Assert.Equal(new PayloadTimes(Days(1), Days(1), Days(2)), Rules().PayloadsOf("mail"));
        Assert.Equal(new PayloadTimes(Days(7), Days(20), Days(7)), Rules().PayloadsOf("bill"));
        Assert.Equal((Days(30), Days(90)), (Row("other", JobPhase.Succeeded), Row("other", JobPhase.Failed)));
        Assert.Equal((Days(30), Days(60)), (Row("mail", JobPhase.Succeeded), Row("mail", JobPhase.Failed)));
        Assert.Equal((Days(3_000), Days(3_000)), (Row("bill", JobPhase.Succeeded), Row("bill", JobPhase.Failed)));
    }

    [Fact]
    public void The_payload_goes_with_the_row_at_the_latest()
    {
        _options.Succeeded.Row = Days(2);
        Assert.Equal(new PayloadTimes(Days(2), Days(7), Days(7)), Rules().PayloadsOf(null));
    }

    [Fact]
    public void No_row_goes_while_its_key_counts()
    {
        _options.Row = Days(1);
        _options.Kinds["mail"] = new KindRetention { Row = TimeSpan.Zero };
        Assert.Equal(Days(5), Row("mail", JobPhase.Cancelled, window: Days(5)));
        Assert.Equal(Days(5), Rules(Days(5)).Rows().Others);
    }

    private static TimeSpan Days(int days) => TimeSpan.FromDays(days);

    private RetentionRules Rules(TimeSpan window = default) =>
        new(Options.Create(_options), Options.Create(new IdempotencyOptions { Window = window }));

    private TimeSpan Row(string kind, JobPhase end, TimeSpan window = default) =>
        Rules(window).Rows().Jobs.First(time => time.End == end && (time.Kind is null || time.Kind == kind)).Keep;
}
