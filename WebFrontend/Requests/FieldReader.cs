using System.Runtime.InteropServices;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// Reads the members of a JSON object by name, gathering every fault instead of stopping at the first. A member that
/// is null counts as absent. <see cref="RefuseOthers"/> comes last: whatever nobody asked for is a fault too.
/// </summary>
internal sealed class FieldReader(JsonElement body, string path, FaultList faults, Redaction? redaction)
{
    private readonly List<string> _asked = new(12);

    /// <summary>Reads the outermost object.</summary>
    /// <param name="body">The object.</param>
    /// <param name="redaction">What of inputs no answer shows; null: it has none.</param>
    public FieldReader(JsonElement body, Redaction? redaction = null)
        : this(body, "", new FaultList(), redaction)
    {
    }

    /// <summary>What was found wrong so far.</summary>
    public IReadOnlyList<FieldError> Faults => faults.Faults;

    /// <summary>The names of all members, whatever they are.</summary>
    public IEnumerable<string> Names => body.EnumerateObject().Select(member => member.Name);

    /// <summary>Whether the member is there, whatever its value.</summary>
    public bool Has(string name) => TryFind(name, out _);

    /// <summary>Whether the member is there and is null, where that differs from its absence.</summary>
    public bool IsNull(string name) => TryFind(name, out var value) && value.ValueKind == JsonValueKind.Null;

    /// <summary>A text that must be there; "" with a fault if it is not.</summary>
    public string RequiredText(string name) => Text(name) ?? Missed(name, "");

    /// <summary>A value that must be there; the default with a fault if it is not.</summary>
    public T Required<T>(string name, Func<string, T?> read)
        where T : struct => read(name) ?? Missed<T>(name, default);

    /// <summary>A text.</summary>
    public string? Text(string name)
    {
        if (!TryGet(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        Fault(name, "must be a string");
        return null;
    }

    /// <summary>One of the names of an enumeration, which must be there; the first with a fault if it is not.</summary>
    public T RequiredOneOf<T>(string name)
        where T : struct, Enum => TryGet(name, out _) ? OneOf<T>(name) : Missed<T>(name, default);

    /// <summary>One of the names of an enumeration; its first if absent.</summary>
    public T OneOf<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text) return default;
        var names = Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName).ToArray();
        if (Array.IndexOf(names, text) is >= 0 and var index) return Enum.GetValues<T>()[index];
        Fault(name, FaultList.OneOf(names));
        return default;
    }

    /// <summary>A text, or a number as text.</summary>
    public string? TextOrNumber(string name)
    {
        if (!TryGet(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        if (value.ValueKind == JsonValueKind.Number) return NumberAsText(value);
        Fault(name, "must be a string or a number");
        return null;
    }

    /// <summary>A number as text: its digits if it is whole, else as it came.</summary>
    public static string NumberAsText(JsonElement value) =>
        value.TryGetDecimal(out var number) ? WholeNumber.Text(number, value.GetRawText()) : value.GetRawText();

    /// <summary>A whole number of 32 bits.</summary>
    public int? Integer(string name) => Read(name, "must be a whole number", static value =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && WholeNumber.TryConvert(number, out int whole) ? whole : (int?)null);

    /// <summary>True or false.</summary>
    public bool? Flag(string name) => Read(name, "must be true or false", static value =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : (bool?)null);

    /// <summary>A number.</summary>
    public double? Number(string name) => Read(name, "must be a number", static value =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : (double?)null);

    /// <summary>An ISO 8601 duration.</summary>
    public TimeSpan? Duration(string name) => Read(name, "must be an ISO 8601 duration in days, hours, minutes and seconds, such as \"PT30S\"", static value =>
        value.ValueKind == JsonValueKind.String && Iso8601Duration.TryParse(value.GetString(), out var duration) ? duration : (TimeSpan?)null);

    /// <summary>An RFC 3339 time, with its offset from UTC.</summary>
    public DateTimeOffset? Time(string name) => Read(name, Rfc3339Time.Form, static value =>
        value.ValueKind == JsonValueKind.String && Rfc3339Time.TryParse(value, out var time) ? time : (DateTimeOffset?)null);

    /// <summary>An id.</summary>
    public Guid? Id(string name) => Read(name, "must be an id", static value =>
        value.ValueKind == JsonValueKind.String ? IdText.Read(value.GetString()) : null);

    /// <summary>A list of texts; empty if absent.</summary>
    public ImmutableArray<string> Texts(string name) => List(name, "strings", "must be a string", static text => (true, text));

    /// <summary>A list of ids; empty if absent.</summary>
    public ImmutableArray<Guid> Ids(string name) =>
        List(name, "ids", "must be an id", static text => IdText.Read(text) is { } id ? (true, id) : default);

    /// <summary>Any JSON value, as the text that came.</summary>
    public Json? Value(string name) =>
        TryGet(name, out var value) ? Json.From(JsonMarshal.GetRawUtf8Value(value)) : null;

    /// <summary>The input of a job: any JSON value, but none of which a part was only shown.</summary>
    public Json? Input(string name)
    {
        var value = Value(name);
        if (value is not null && redaction?.FaultOf(value) is { } fault) Fault(name, fault);
        return value;
    }

    /// <summary>A nested object; null if absent.</summary>
    public FieldReader? Nested(string name)
    {
        if (!TryGet(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Object) return new FieldReader(value, FaultList.Path(path, name), faults, redaction);
        Fault(name, "must be an object");
        return null;
    }

    /// <summary>A nested object that must be there; null with a fault if it is not.</summary>
    public FieldReader? RequiredNested(string name) => Nested(name) ?? Missed<FieldReader?>(name, null);

    /// <summary>A list of objects; empty if absent.</summary>
    public IReadOnlyList<FieldReader> Items(string name)
    {
        if (!TryGet(name, out var value)) return [];
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object))
            return [.. value.EnumerateArray().Select((item, index) => new FieldReader(item, FaultList.Path(path, $"{name}[{index}]"), faults, redaction))];
        Fault(name, "must be an array of objects");
        return [];
    }

    /// <summary>Records that a member is wrong.</summary>
    public void Fault(string name, string message) => faults.Add(FaultList.Path(path, name), message);

    /// <summary>Faults every member that has not been asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var member in body.EnumerateObject())
        {
            if (faults.IsFull) return;
            if (!_asked.Contains(member.Name)) Fault(member.Name, $"is not known; known are {string.Join(", ", _asked)}");
        }
    }

    private T Missed<T>(string name, T instead)
    {
        if (!faults.Has(FaultList.Path(path, name))) Fault(name, "is required");
        return instead;
    }

    private ImmutableArray<T> List<T>(string name, string items, string form, Func<string, (bool IsRight, T Value)> read)
    {
        if (!TryGet(name, out var value)) return [];
        if (value.ValueKind != JsonValueKind.Array)
        {
            Fault(name, $"must be an array of {items}");
            return [];
        }

        var list = ImmutableArray.CreateBuilder<T>(value.GetArrayLength());
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (item.ValueKind == JsonValueKind.String && read(item.GetString()!) is { IsRight: true, Value: var right }) list.Add(right);
            else Fault($"{name}[{index}]", form);
        }

        return list.ToImmutable();
    }

    private T? Read<T>(string name, string form, Func<JsonElement, T?> read)
        where T : struct
    {
        if (!TryGet(name, out var value)) return null;
        var result = read(value);
        if (result is null) Fault(name, form);
        return result;
    }

    private bool TryGet(string name, out JsonElement value) => TryFind(name, out value) && value.ValueKind != JsonValueKind.Null;

    private bool TryFind(string name, out JsonElement value)
    {
        if (!_asked.Contains(name)) _asked.Add(name);
        return body.TryGetProperty(name, out value);
    }
}
