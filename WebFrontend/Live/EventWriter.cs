using System.IO.Pipelines;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>Sends events to one caller.</summary>
/// <param name="pipe">Of the connection.</param>
/// <param name="over">Cancelled when the stream is to end, whatever the caller does.</param>
internal sealed class EventWriter(PipeWriter pipe, CancellationToken over)
{
    /// <summary>What is written, and not sent before <see cref="Send"/>.</summary>
    public PipeWriter Text => pipe;

    /// <summary>Cancelled when the stream is to end.</summary>
    public CancellationToken Over => over;

    /// <summary>Sends it, and waits until the connection takes more.</summary>
    /// <exception cref="OperationCanceledException">The stream is to end.</exception>
    public async ValueTask Send()
    {
        var sent = await pipe.FlushAsync(over);
        if (sent.IsCompleted) throw new OperationCanceledException("The caller has gone.");
    }
}
