package io.batuta.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerkleTreeTest {

  /**
   * The eight leaves that the implementations of Certificate Transparency share, in hexadecimal.
   */
  private static final List<byte[]> CONTENTS =
      List.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .stream()
          .map(HexFormat.of()::parseHex)
          .toList();

  private static final List<byte[]> LEAVES = CONTENTS.stream().map(MerkleTree::leaf).toList();

  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  })
  void comes_to_the_roots_of_the_known_tree(int leaves, String root) {
    assertEquals(root, DaySeal.hex(MerkleTree.root(LEAVES.subList(0, leaves))));
  }

  /** Number of leaves, leaf, its path; as those implementations give it. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, ''",
    "8, 0, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
        + " 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
        + " 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    "8, 5, bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
        + " ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
        + " d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "3, 2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "5, 1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        + " 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
        + " bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
  })
  void gives_the_known_paths(int leaves, int leaf, String path) {
    assertEquals(
        path,
        String.join(
            " ",
            MerkleTree.path(LEAVES.subList(0, leaves), leaf).stream().map(DaySeal::hex).toList()));
  }

  @Test
  void every_leaf_of_every_tree_up_to_70_is_shown_and_no_other_content_is() {
    List<byte[]> leaves = new ArrayList<>();
    for (int size = 1; size <= 70; size++) {
      leaves.add(MerkleTree.leaf("fact " + (size - 1)));
      byte[] root = MerkleTree.root(leaves);
      for (int i = 0; i < size; i++) {
        InclusionProof proof = new InclusionProof(i, size, MerkleTree.path(leaves, i));
        assertTrue(proof.shows(("fact " + i).getBytes(), root), i + " of " + size);
        assertFalse(proof.shows(("fact " + (i + 1)).getBytes(), root), i + " of " + size);
      }
    }
  }

  @Test
  void a_proof_with_anything_changed_shows_nothing() {
    byte[] content = CONTENTS.get(5);
    byte[] root = MerkleTree.root(LEAVES);
    List<byte[]> path = MerkleTree.path(LEAVES, 5);
    assertTrue(new InclusionProof(5, 8, path).shows(content, root));
    assertFalse(new InclusionProof(4, 8, path).shows(content, root));
    assertFalse(new InclusionProof(5, 9, path).shows(content, root));
    assertFalse(new InclusionProof(5, 8, path.subList(0, 2)).shows(content, root));
    assertFalse(new InclusionProof(5, 8, path.reversed()).shows(content, root));
    assertFalse(
        new InclusionProof(5, 8, path).shows(content, MerkleTree.root(LEAVES.subList(0, 7))));
    List<byte[]> longer = new ArrayList<>(path);
    longer.add(root);
    assertFalse(new InclusionProof(5, 8, longer).shows(content, root));
    assertThrows(IllegalArgumentException.class, () -> new InclusionProof(8, 8, path));
  }

  @Test
  void a_node_is_never_taken_for_a_leaf() {
    byte[] asContent = new byte[64];
    System.arraycopy(LEAVES.get(0), 0, asContent, 0, 32);
    System.arraycopy(LEAVES.get(1), 0, asContent, 32, 32);
    byte[] root = MerkleTree.root(LEAVES.subList(0, 2));
    assertFalse(new InclusionProof(0, 1, List.of()).shows(asContent, root));
  }

  @Test
  void rows_that_are_kept_give_the_same_paths() {
    for (int size = 1; size <= 70; size++) {
      List<byte[]> leaves =
          IntStream.range(0, size).mapToObj(i -> MerkleTree.leaf("fact " + i)).toList();
      MerkleLevels levels = new MerkleLevels(leaves);
      for (int leaf = 0; leaf < size; leaf++) {
        assertEquals(
            MerkleTree.path(leaves, leaf).stream().map(DaySeal::hex).toList(),
            levels.path(leaf).stream().map(DaySeal::hex).toList(),
            leaf + " of " + size);
      }
    }
  }

  /** What lets a day be kept in tiles: whole subtrees of 256, and a rest. */
  @Test
  void the_root_over_tiles_is_the_root_over_leaves() {
    Random random = new Random(1);
    for (int size :
        IntStream.concat(IntStream.of(1, 255, 256, 257, 512, 513), random.ints(5, 1, 9_000))
            .toArray()) {
      List<byte[]> leaves =
          IntStream.range(0, size).mapToObj(i -> MerkleTree.leaf("fact " + i)).toList();
      List<byte[]> roots = new ArrayList<>();
      for (int at = 0; at < size; at += LeafTile.SIZE) {
        roots.add(MerkleTree.root(leaves.subList(at, Math.min(size, at + LeafTile.SIZE))));
      }
      assertEquals(DaySeal.hex(MerkleTree.root(leaves)), DaySeal.hex(MerkleTree.root(roots)));
      int leaf = random.nextInt(size);
      int tile = leaf / LeafTile.SIZE;
      int from = tile * LeafTile.SIZE;
      List<byte[]> path =
          new ArrayList<>(
              MerkleTree.path(
                  leaves.subList(from, Math.min(size, from + LeafTile.SIZE)), leaf - from));
      path.addAll(MerkleTree.path(roots, tile));
      assertTrue(
          new InclusionProof(leaf, size, path)
              .shows(("fact " + leaf).getBytes(), MerkleTree.root(leaves)),
          leaf + " of " + size);
    }
  }
}
