namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// What is wrong with a body, field by field. Bounded in number and length: a small body of many faults must not make a
/// large answer.
/// </summary>
internal sealed class FaultList
{
    private const int Most = 50;
    private const int LongestName = 100;

    private readonly List<FieldError> _faults = [];

    /// <summary>The faults so far.</summary>
    public IReadOnlyList<FieldError> Faults => _faults;

    /// <summary>Whether there are so many that no more are kept.</summary>
    public bool IsFull => _faults.Count >= Most;

    /// <summary>Adds a fault of the field with this path ("retry.maxAttempts"); the body as a whole if it is empty.</summary>
    public void Add(string path, string message)
    {
        if (!IsFull) _faults.Add(new FieldError { Field = path.Length == 0 ? "$" : path, Message = message });
    }

    /// <summary>Whether the field has a fault.</summary>
    public bool Has(string path) => _faults.Exists(fault => fault.Field == path);

    /// <summary>What is wrong with a text that is none of these.</summary>
    public static string OneOf(string[] values) =>
        values.Length == 2 ? $"must be {values[0]} or {values[1]}" : $"must be one of {string.Join(", ", values)}";

    /// <summary>The path of a member of an object.</summary>
    public static string Path(string parent, string name)
    {
        if (name.Length > LongestName) name = string.Concat(name.AsSpan(0, LongestName), "...");
        return parent.Length == 0 ? name : $"{parent}.{name}";
    }
}
