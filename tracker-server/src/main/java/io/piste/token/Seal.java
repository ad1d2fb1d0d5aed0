package io.piste.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * Signs what leaves this installation as proof, so that strangers can check it with our public key
 * and without us (docs/adr/0066-proofs-are-signed-with-ed25519.md). Thread-safe.
 */
public final class Seal {
  /** What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410). */
  private static final byte[] HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private final Ed25519PrivateKeyParameters key;

  /** A key that follows from the master key, and so survives with it. */
  public Seal(Secrets secrets) {
    this.key = new Ed25519PrivateKeyParameters(secrets.derive("proof-seal"), 0);
  }

  /** The signature of some bytes, 64 bytes. */
  public byte[] sign(byte[] content) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(content, 0, content.length);
    return signer.generateSignature();
  }

  /** The public key, as OpenSSL reads it. */
  public String publicKey() {
    byte[] point = key.generatePublicKey().getEncoded();
    byte[] whole = new byte[HEAD.length + point.length];
    System.arraycopy(HEAD, 0, whole, 0, HEAD.length);
    System.arraycopy(point, 0, whole, HEAD.length, point.length);
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getEncoder().encodeToString(whole)
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** The public key as bytes of a PEM file. */
  public byte[] publicKeyFile() {
    return publicKey().getBytes(StandardCharsets.US_ASCII);
  }
}
