using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Tests.Support;

/// <summary>Logs lines that could break a stream, says that it is done, and is.</summary>
internal sealed class TalkJob : IJobHandler<NoInput, string>
{
    public static readonly string[] Lines = ["one\ntwo\r\nthree\rfour", "\n\ndata: x\n\nevent: result\n\n", "\u2028 é 😀 \0 \"\\"];

    public Task<string> RunAsync(NoInput input, JobContext context, CancellationToken cancellationToken)
    {
        foreach (var line in Lines) context.Log(line);
        context.ReportProgress(1, "said");
        return Task.FromResult("done");
    }
}
