namespace OrleansJobs.Silo.Storage;

/// <summary>Takes the values of a statement's parameters, in order.</summary>
internal interface IColumnSink
{
    void Integer(long? value);

    void Flag(bool value);

    void Text(string? value);

    void Id(Guid? value);

    /// <summary>A JSON text as UTF-8.</summary>
    void Json(byte[]? value);
}
