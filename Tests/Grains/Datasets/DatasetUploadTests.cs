using Microsoft.Extensions.Time.Testing;
using OrleansJobs.Datasets;
using Xunit;

namespace OrleansJobs.Tests.Grains.Datasets;

/// <summary>Uploads of datasets under a clock that the test sets, which Orleans does not let a silo live by.</summary>
public sealed class DatasetUploadTests(DatasetHost host) : IClassFixture<DatasetHost>
{
    private readonly string _name = $"test-{Guid.NewGuid():N}";

    [Fact]
    public async Task No_more_uploads_run_at_a_time_than_allowed_and_one_that_pauses_too_long_is_forgotten()
    {
        var time = new FakeTimeProvider();
        await host.Restart(options => options.Uploads = 1, time);
        var (id, bytes) = (Guid.NewGuid(), SampleCsv.Bytes(SampleCsv.Small));
        Assert.Null(await host.Dataset(_name).Append(id, 0, [.. bytes[..80]]));
        Assert.IsType<UploadResult.Busy>(await host.Upload($"{_name}-2", SampleCsv.Small));
        time.Advance(TimeSpan.FromMinutes(9));
        Assert.Null(await host.Dataset(_name).Append(id, 1, [.. bytes[80..90]]));
        time.Advance(TimeSpan.FromMinutes(9));
        Assert.Null(await host.Dataset(_name).Append(id, 2, [.. bytes[90..]]));
        time.Advance(TimeSpan.FromMinutes(11));
        Assert.IsType<UploadResult.Lost>(await host.Dataset(_name).Finish(id, 3));
        Assert.IsType<UploadResult.Stored>(await host.Upload($"{_name}-2", SampleCsv.Small));
    }
}
