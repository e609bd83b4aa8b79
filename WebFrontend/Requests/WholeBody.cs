using System.Buffers;
using System.IO.Pipelines;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// The whole body of a request, in the very buffers into which it came, so that a large one is nowhere twice. They and the room
/// that it takes (<see cref="BodyMemory"/>) are given back when it is disposed.
/// </summary>
internal sealed class WholeBody : IDisposable
{
    private readonly PipeReader _reader;
    private readonly SequencePosition _end;
    private readonly BodyMemory? _memory;
    private readonly long _held;

    private WholeBody(PipeReader reader, ReadOnlySequence<byte> buffer, BodyMemory? memory, long held)
    {
        (_reader, _end, _memory, _held) = (reader, buffer.End, memory, held);
        Text = ByteOrderMark.Skip(buffer);
    }

    /// <summary>The body, without a byte order mark.</summary>
    public ReadOnlySequence<byte> Text { get; }

    private static async ValueTask<WholeBody> Read(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        BodyMemory? memory = null;
        var held = 0L;
        try
        {
            // One that announces its length is refused before it comes: of many at once some find room then.
            var fits = Fits(context.Request.ContentLength ?? 0);
            while (fits)
            {
                var result = await reader.ReadAsync(context.RequestAborted);
                var buffer = result.Buffer;
                fits = Fits(buffer.Length);
                if (fits && result.IsCompleted) return new WholeBody(reader, buffer, memory, held);
                reader.AdvanceTo(buffer.Start, buffer.End);
            }

            throw new BodyRefusedException();
        }
        catch
        {
            memory?.Release(held);
            throw;
        }

        bool Fits(long length)
        {
            if (length <= BodyMemory.Free) return true;
            memory ??= context.RequestServices.GetRequiredService<BodyMemory>();
            return memory.TryGrow(ref held, length);
        }
    }

    /// <summary>Reads the body to its end, and makes of it what gives it back when it is disposed itself.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large, or breaks off.</exception>
    /// <exception cref="BodyRefusedException">There is no room for it now.</exception>
    public static async ValueTask<T> Read<T>(HttpContext context, Func<WholeBody, T> make)
    {
        var body = await Read(context);
        try
        {
            return make(body);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _reader.AdvanceTo(_end);
        _memory?.Release(_held);
    }
}
