using System.Text.Json;

namespace OrleansJobs.Grains.Numbers;

/// <summary>Reads a JSON array of 64-bit whole numbers from pieces of its text, cut anywhere. Pure.</summary>
internal sealed class NumberArrayReader
{
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 1 });
    private bool _inArray;
    private long _position;

    /// <summary>Takes as many numbers from the text as are whole.</summary>
    /// <param name="text">What was not consumed before, and what follows it.</param>
    /// <param name="isEnd">Whether nothing follows.</param>
    /// <param name="numbers">Gets the numbers; at least half as long as the text.</param>
    /// <returns>How many bytes were consumed and how many numbers were in them.</returns>
    /// <exception cref="SourceException">The text is something else.</exception>
    public (int Consumed, int Found) Read(ReadOnlySpan<byte> text, bool isEnd, Span<long> numbers)
    {
        var reader = new Utf8JsonReader(text, isEnd, _state);
        var found = 0;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.Number && _inArray && reader.TryGetInt64(out var number)) numbers[found++] = number;
                else if (reader.TokenType == JsonTokenType.StartArray) _inArray = true;
                else if (reader.TokenType != JsonTokenType.EndArray) throw Misfit(reader.TokenStartIndex);
            }
        }
        catch (JsonException)
        {
            throw Misfit(reader.BytesConsumed);
        }

        _state = reader.CurrentState;
        _position += reader.BytesConsumed;
        return ((int)reader.BytesConsumed, found);
    }

    private SourceException Misfit(long offset) => new(
        $"The numbers source did not answer a JSON array of whole numbers of 64 bits; what follows byte {_position + offset} is something else.");
}
