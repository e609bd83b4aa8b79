namespace Orleans.Storage;

/// <summary>Turns states into bytes for a storage, and back.</summary>
public interface IGrainStorageSerializer
{
    BinaryData Serialize<T>(T? input);

    T? Deserialize<T>(BinaryData input);
}
