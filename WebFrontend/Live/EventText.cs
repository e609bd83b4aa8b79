using System.Buffers;

namespace OrleansJobs.WebFrontend.Live;

/// <summary>Events as they are sent: the form text/event-stream of the HTML standard.</summary>
internal static class EventText
{
    /// <summary>A comment, which callers ignore.</summary>
    public static readonly ReadOnlyMemory<byte> Comment = ":\n\n"u8.ToArray();

    /// <summary>Writes an event.</summary>
    /// <param name="to">Where.</param>
    /// <param name="id">Its id, in ASCII.</param>
    /// <param name="name">Its type.</param>
    /// <param name="data">Its data: a line break in it is one for the caller too.</param>
    public static void Write(IBufferWriter<byte> to, string id, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        WriteId(to, id);
        Write(to, name, data);
    }

    /// <summary>Writes the id of the event that follows; or of none, if a line break does, which callers remember all the same.</summary>
    public static void WriteId(IBufferWriter<byte> to, string id)
    {
        to.Write("id: "u8);
        Encoding.ASCII.GetBytes(id, to);
        to.Write("\n"u8);
    }

    /// <summary>Writes an event whose id, if any, has been written.</summary>
    public static void Write(IBufferWriter<byte> to, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        to.Write("event: "u8);
        to.Write(name);
        to.Write("\n"u8);
        while (true)
        {
            var end = data.IndexOfAny((byte)'\r', (byte)'\n');
            to.Write("data: "u8);
            to.Write(end < 0 ? data : data[..end]);
            to.Write("\n"u8);
            if (end < 0) break;
            data = data[(end + (data[end..].StartsWith("\r\n"u8) ? 2 : 1))..];
        }

        to.Write("\n"u8);
    }
}
